namespace Validation.Simulators.Telemetry.Otlp;

/// <summary>The three ways of OTLP.</summary>
public enum OtlpTransport
{
    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>HTTP with protobuf.</summary>
    HttpProtobuf,

    /// <summary>HTTP with JSON.</summary>
    HttpJson,
}
