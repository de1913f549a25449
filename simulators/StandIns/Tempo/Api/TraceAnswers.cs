using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Validation.Simulators.StandIns.Tempo.Search;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>Traces by their ids.</summary>
internal sealed class TraceAnswers(TraceStore store)
{
    private const string Protobuf = "application/protobuf";

    /// <summary>The first version of the API: batches, or 404.</summary>
    public ApiAnswer First(string id, string accept, QueryParameters parameters)
    {
        var parts = Parts(id, parameters);
        if (parts.IsEmpty)
            return new ApiAnswer(404, "", default);
        return accept.Contains(Protobuf, StringComparison.Ordinal)
            ? new ApiAnswer(200, Protobuf, Message(parts).ToByteArray())
            : ApiAnswer.Json(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("batches");
                OtlpJsonWriter.Batches(json, SharedIds.Apart(Merge.Of(parts)));
                json.WriteEndObject();
            });
    }

    /// <summary>The second version: a trace, which is empty when there is none.</summary>
    public ApiAnswer Second(string id, string accept, QueryParameters parameters)
    {
        var parts = Parts(id, parameters);
        if (accept.Contains(Protobuf, StringComparison.Ordinal))
            return new ApiAnswer(200, Protobuf, Field(1, Message(parts).ToByteArray()));
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("trace");
            if (!parts.IsEmpty)
            {
                json.WritePropertyName("resourceSpans");
                OtlpJsonWriter.Batches(json, SharedIds.Apart(Merge.Of(parts)));
            }

            json.WriteEndObject();
            json.WriteStartObject("metrics");
            var bytes = parts.Sum(p => p.Batches.Sum(b => (long)b.Bytes.Length + b.Head.Packed.Length));
            if (bytes > 0)
                json.WriteString("inspectedBytes", bytes.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static TracesData Message(IReadOnlyList<TraceRow> parts)
    {
        var all = new TracesData();
        foreach (var (head, spans) in SharedIds.Apart(Merge.Of(parts)))
            all.ResourceSpans.Add(new ResourceSpans { Resource = head.Resource, ScopeSpans = { new ScopeSpans { Scope = head.Scope, Spans = { spans } } } });
        return all;
    }

    // The second version's answer is a message with the trace in its first field.
    private static byte[] Field(int number, byte[] message)
    {
        var bytes = new byte[CodedOutputStream.ComputeTagSize(number) + CodedOutputStream.ComputeLengthSize(message.Length) + message.Length];
        using var output = new CodedOutputStream(bytes);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
        output.CheckNoSpaceLeft();
        return bytes;
    }

    // Start and end choose blocks, never what is held in memory: here they are only read, and refused when they are wrong.
    private ImmutableArray<TraceRow> Parts(string id, QueryParameters parameters)
    {
        parameters.Range();
        for (var i = 0; i < id.Length; i++)
        {
            if (!char.IsAsciiHexDigit(id[i]))
                throw new BadQueryException($"trace IDs can only contain hex characters: invalid character '{id[i]}' at position {i + 1}");
        }

        if (id.Length > 32)
            throw new BadQueryException("trace IDs can't be larger than 128 bits");
        return store.Parts(UInt128.Parse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
