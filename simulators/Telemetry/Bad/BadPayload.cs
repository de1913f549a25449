namespace Validation.Simulators.Telemetry.Bad;

/// <summary>Which door a bad payload knocks at.</summary>
public enum BadReceiver
{
    /// <summary>The collector's OTLP over HTTP.</summary>
    OtlpHttp,

    /// <summary>The collector's Jaeger over HTTP.</summary>
    JaegerHttp,

    /// <summary>The collector's Zipkin.</summary>
    Zipkin,

    /// <summary>Loki itself: its push path and its OTLP path.</summary>
    Loki,

    /// <summary>Prometheus' remote write.</summary>
    RemoteWrite,
}

/// <summary>When, and for which run, a payload is made: times must fit the receiver's clock, and names must be the run's own.</summary>
/// <param name="Now">The time.</param>
/// <param name="Run">Letters and digits that no other run has.</param>
public readonly record struct BadMoment(DateTimeOffset Now, string Run);

/// <summary>A request that a receiver must refuse, or must take without keeping all of it, and what it answers.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Receiver">Who gets it.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body.</param>
/// <param name="Status">Status of HTTP that it must answer.</param>
/// <param name="Says">A part of what it answers; empty where it says nothing.</param>
/// <param name="Source">The recording that promises it, or the documentation.</param>
public sealed record BadPayload(string Name, BadReceiver Receiver, string Path, Func<BadMoment, byte[]> Body, int Status, string Says, string Source)
{
    /// <summary>Method of HTTP.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Content type; empty for none.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Content encoding; empty for none.</summary>
    public string ContentEncoding { get; init; } = "";

    /// <summary>A good request that must go before, and be accepted; null for none.</summary>
    public Func<BadMoment, byte[]>? Before { get; init; }

    /// <summary>What must be in the store afterwards although the answer does not say so; empty for nothing to look at.</summary>
    public string Afterwards { get; init; } = "";
}
