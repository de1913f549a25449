using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Storage;

/// <summary>What the spans of a batch have in common. Equal heads are one object: there are few of them and many spans.</summary>
internal sealed class BatchHead(Resource resource, InstrumentationScope scope)
{
    /// <summary>The resource.</summary>
    public Resource Resource { get; } = resource;

    /// <summary>The instrumentation scope.</summary>
    public InstrumentationScope Scope { get; } = scope;

    /// <summary>Both as the bytes of their messages.</summary>
    public byte[] Packed { get; } = [.. resource.ToByteArray(), .. scope.ToByteArray()];

    /// <summary>The resource's <c>service.name</c>; empty when it has none.</summary>
    public string Service { get; } = Attribute.Find(resource.Attributes, "service.name") is { } value ? Attribute.Text(value) : "";
}

/// <summary>All heads that were seen.</summary>
internal sealed class BatchHeads
{
    private readonly Dictionary<ByteString, BatchHead> _known = [];

    /// <summary>The head of these; not for several threads at a time.</summary>
    public BatchHead Of(Resource resource, InstrumentationScope scope)
    {
        var key = new ScopeSpans { Scope = scope, SchemaUrl = resource.ToByteString().ToBase64() }.ToByteString();
        if (!_known.TryGetValue(key, out var head))
            _known.Add(key, head = new BatchHead(resource, scope));
        return head;
    }
}
