using System.Collections.Immutable;

namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>What the control plane has beside servers: routers, floating addresses, load balancers, quotas, its own services. Immutable.</summary>
public sealed record Estate
{
    /// <summary>Nothing at all.</summary>
    public static Estate Empty { get; } = new();

    /// <summary>The network that routers have their gateways in; null in a cloud that was not furnished.</summary>
    public ExternalNetwork? External { get; init; }

    /// <summary>Routers, one a project.</summary>
    public ImmutableArray<Router> Routers { get; init; } = [];

    /// <summary>Floating addresses.</summary>
    public ImmutableArray<FloatingIp> FloatingIps { get; init; } = [];

    /// <summary>Security groups, one a project.</summary>
    public ImmutableArray<SecurityGroup> SecurityGroups { get; init; } = [];

    /// <summary>Volume types.</summary>
    public ImmutableArray<VolumeType> VolumeTypes { get; init; } = [];

    /// <summary>Snapshots of volumes.</summary>
    public ImmutableArray<Snapshot> Snapshots { get; init; } = [];

    /// <summary>Load balancers.</summary>
    public ImmutableArray<LoadBalancer> LoadBalancers { get; init; } = [];

    /// <summary>Orchestrated stacks.</summary>
    public ImmutableArray<StackInfo> Stacks { get; init; } = [];

    /// <summary>Hosts that run the control plane's own services.</summary>
    public ImmutableArray<string> Controllers { get; init; } = [];

    /// <summary>Services that are not as they should be; those that are up and enabled are not in it.</summary>
    public ImmutableDictionary<ServiceName, ServiceCondition> Conditions { get; init; } = ImmutableDictionary<ServiceName, ServiceCondition>.Empty;

    /// <summary>Statuses that somebody set, in the words of the thing's API, by the thing's id. They hide what would be computed.</summary>
    public ImmutableDictionary<Guid, string> Statuses { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>Quotas that somebody set; all others are the service's defaults.</summary>
    public ImmutableDictionary<QuotaName, int> Quotas { get; init; } = ImmutableDictionary<QuotaName, int>.Empty;

    /// <summary>What was done with servers, oldest first; the last ten thousand.</summary>
    public ImmutableList<ServerAction> Actions { get; init; } = [];

    /// <summary>Servers that are gone, as they were, oldest first; the last thousand.</summary>
    public ImmutableList<DeletedServer> Deleted { get; init; } = [];

    /// <summary>How a service is: up and enabled unless something else is known.</summary>
    public ServiceCondition ConditionOf(string binary, string host) =>
        Conditions.TryGetValue(new ServiceName(binary, host), out var condition) ? condition : ServiceCondition.Fine;

    /// <summary>The status that somebody set, or what the thing is otherwise.</summary>
    public string StatusOf(Guid thing, string otherwise) => Statuses.GetValueOrDefault(thing, otherwise);
}
