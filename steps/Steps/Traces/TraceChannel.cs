using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Steps.Traces;

/// <summary>A way for traces into the stack.</summary>
/// <param name="Name">As features name it.</param>
/// <param name="Protocol">What is spoken.</param>
/// <param name="Port">Which port of the collector takes it.</param>
public sealed record TraceChannel(string Name, TraceProtocol Protocol, string Port)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<TraceChannel> All { get; } =
    [
        new("OTLP over gRPC", TraceProtocol.OtlpGrpc, "otlp-grpc"),
        new("OTLP over HTTP in protobuf", TraceProtocol.OtlpHttpProtobuf, "otlp-http"),
        new("OTLP over HTTP in JSON", TraceProtocol.OtlpHttpJson, "otlp-http"),
        new("Jaeger over gRPC", TraceProtocol.JaegerGrpc, "jaeger-grpc"),
        new("Jaeger's Thrift over HTTP", TraceProtocol.JaegerThriftHttp, "jaeger-thrift-http"),
        new("Jaeger's Thrift over UDP", TraceProtocol.JaegerThriftUdp, "jaeger-thrift-compact"),
        new("Zipkin", TraceProtocol.ZipkinJson, "zipkin"),
    ];

    /// <summary>Whether its receiver answers.</summary>
    public bool Answers => Protocol != TraceProtocol.JaegerThriftUdp;

    /// <summary>The channel of that name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static TraceChannel Named(string name) => All.FirstOrDefault(c => c.Name == name)
        ?? throw new BadInputException("Unknown protocol", "a feature of traces", "one of: " + string.Join(", ", All.Select(c => c.Name)), name, "correct the name");
}
