using System.Collections.Immutable;

namespace Validation.Simulators.Wire;

/// <summary>One side of a call, in Zipkin's words.</summary>
/// <param name="ServiceName">Name of the service; empty for none.</param>
/// <param name="Ipv4">Address; empty for none.</param>
/// <param name="Ipv6">Address; empty for none.</param>
/// <param name="Port">Port; 0 for none.</param>
public sealed record ZipkinEndpoint(string ServiceName, string Ipv4 = "", string Ipv6 = "", int Port = 0);

/// <summary>Something that happened during a span.</summary>
/// <param name="Timestamp">When, microseconds since 1970.</param>
/// <param name="Value">What.</param>
public sealed record ZipkinAnnotation(long Timestamp, string Value);

/// <summary>A span of Zipkin's version 2.</summary>
/// <param name="TraceId">16 or 32 lower-case hexadecimal digits.</param>
/// <param name="Id">16 lower-case hexadecimal digits.</param>
public sealed record ZipkinSpan(string TraceId, string Id)
{
    /// <summary>16 lower-case hexadecimal digits; empty for a root.</summary>
    public string ParentId { get; init; } = "";

    /// <summary>Name of the operation; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>CLIENT</c>, <c>SERVER</c>, <c>PRODUCER</c>, <c>CONSUMER</c>; empty for a local one.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Start, microseconds since 1970; null when it is not known.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Microseconds; null when it is not known.</summary>
    public long? Duration { get; init; }

    /// <summary>Who made the span.</summary>
    public ZipkinEndpoint? LocalEndpoint { get; init; }

    /// <summary>The other side.</summary>
    public ZipkinEndpoint? RemoteEndpoint { get; init; }

    /// <summary>Events.</summary>
    public ImmutableArray<ZipkinAnnotation> Annotations { get; init; } = [];

    /// <summary>Details; their values are strings.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>True when it adds to a span of the same id that another service began.</summary>
    public bool Shared { get; init; }

    /// <summary>True when it was asked for by a person, whatever the sampling.</summary>
    public bool Debug { get; init; }
}
