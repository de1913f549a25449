namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>What the collector says of itself in requests and scopes.</summary>
internal static class CollectorBuild
{
    /// <summary>The version that is stood in for.</summary>
    public const string Version = "0.156.0";
}
