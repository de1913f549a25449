using System.Buffers.Binary;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>Makes spans for tests.</summary>
internal static class Spans
{
    private const ulong Start = 1795369500_000_000_000;

    public static ByteString Trace(long number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), number);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString Id(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return ByteString.CopyFrom(bytes);
    }

    public static Span One(long trace, long id, long parent = 0, string name = "op", Kind kind = Kind.Internal, long milliseconds = 100, long after = 0) => new()
    {
        TraceId = Trace(trace), SpanId = Id(id), ParentSpanId = parent == 0 ? ByteString.Empty : Id(parent), Name = name, Kind = kind,
        StartTimeUnixNano = Start + (ulong)after * 1_000_000, EndTimeUnixNano = Start + (ulong)(after + milliseconds) * 1_000_000, Status = new Status(),
    };

    public static Span With(this Span span, string name, AnyValue value)
    {
        span.Attributes.Add(new KeyValue { Key = name, Value = value });
        return span;
    }

    public static Span With(this Span span, string name, string value) => span.With(name, new AnyValue { StringValue = value });

    public static Span With(this Span span, string name, long value) => span.With(name, new AnyValue { IntValue = value });

    public static Span Failed(this Span span)
    {
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = "no" };
        return span;
    }

    public static ResourceSpans Of(string service, params Span[] spans) => new()
    {
        Resource = new Resource { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = service } } } },
        ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "test" }, Spans = { spans } } },
    };

    public static ExportTraceServiceRequest Request(params ResourceSpans[] batches) => new() { ResourceSpans = { batches } };
}
