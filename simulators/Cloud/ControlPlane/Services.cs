namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>Which service process, and where.</summary>
/// <param name="Binary"><c>nova-compute</c>, <c>cinder-volume</c>, <c>ovn-controller</c>, …</param>
/// <param name="Host">Host name as its service list tells it.</param>
public readonly record struct ServiceName(string Binary, string Host);

/// <summary>How a service process is.</summary>
/// <param name="Up">It reports that it lives.</param>
/// <param name="Enabled">New work may be given to it.</param>
/// <param name="Reason">Why not; null when nobody said.</param>
/// <param name="Since">When it last reported, when it is not up.</param>
public sealed record ServiceCondition(bool Up, bool Enabled, string? Reason, DateTimeOffset Since)
{
    /// <summary>Up and enabled.</summary>
    public static ServiceCondition Fine { get; } = new(true, true, null, default);
}

/// <summary>Which quota, of whom.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Service"><c>compute</c>, <c>network</c> or <c>volume</c>.</param>
/// <param name="Resource">As the service's API names it: <c>cores</c>, <c>floatingip</c>, <c>gigabytes</c>.</param>
public readonly record struct QuotaName(string ProjectId, string Service, string Resource);
