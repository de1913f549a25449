namespace Validation.Simulators.Telemetry.Traces;

/// <summary>The ways in which spans are sent.</summary>
public enum TraceProtocol
{
    /// <summary>OTLP over gRPC.</summary>
    OtlpGrpc,

    /// <summary>OTLP over HTTP, protobuf.</summary>
    OtlpHttpProtobuf,

    /// <summary>OTLP over HTTP, JSON.</summary>
    OtlpHttpJson,

    /// <summary>Jaeger's <c>PostSpans</c> over gRPC.</summary>
    JaegerGrpc,

    /// <summary>Jaeger's Thrift, binary, over HTTP.</summary>
    JaegerThriftHttp,

    /// <summary>Jaeger's Thrift, compact, over UDP. Nothing is ever answered.</summary>
    JaegerThriftUdp,

    /// <summary>Zipkin's list of spans, version 2, JSON.</summary>
    ZipkinJson,
}
