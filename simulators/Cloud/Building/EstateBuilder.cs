using System.Collections.Immutable;
using System.Globalization;
using Validation.Harness;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Building;

/// <summary>
/// Furnishes a new cloud: a router, a security group, floating addresses, a load balancer, snapshots and a stack for each
/// project. It draws nothing from the chance that hosts and servers come from, so that those are the same without it.
/// </summary>
internal static class EstateBuilder
{
    /// <summary>Addresses of the external network that routers take; floating ones follow.</summary>
    private const int MostRouters = 200;

    public static CloudState Furnish(CloudState state, Seed seed, DateTimeOffset now)
    {
        var at = now.AddDays(-35);
        var external = new ExternalNetwork(Identities.Uuid(seed, "external", 1), "PUBLICNET", Identities.Uuid(seed, "external", 2), "198.18", 101);
        var routers = state.Projects.Select((project, n) => Router(state, project, n, external, seed, at)).ToImmutableArray();
        return state with
        {
            Estate = new Estate
            {
                External = external,
                Routers = routers,
                FloatingIps = FloatingIps(state, routers, external, seed, at),
                SecurityGroups = [.. state.Projects.Select((project, n) => Group(project, n, seed, at))],
                VolumeTypes =
                [
                    new VolumeType(Identities.Uuid(seed, "volume-type", 1), "ceph-ssd", "ceph-ssd", 400_000),
                    new VolumeType(Identities.Uuid(seed, "volume-type", 2), "ceph-hdd", "ceph-hdd", 1_600_000),
                ],
                Snapshots = Snapshots(state, seed, now),
                LoadBalancers = [.. state.Projects.Select((project, n) => Balancer(state, project, n, seed, at))],
                Stacks = [.. state.Projects.Select((project, n) => new StackInfo(Identities.Uuid(seed, "stack", n), $"{project.Name}-base", project.Id, $"Networks of {project.Name}", at))],
                Controllers = ["controller-1", "controller-2", "controller-3"],
            },
        };
    }

    private static Router Router(CloudState state, Project project, int n, ExternalNetwork external, Seed seed, DateTimeOffset at)
    {
        var gateway = new RouterPort(Identities.Uuid(seed, "gateway", n), external.Id, external.SubnetId, Mac(seed, "gateway", n), external.Address((n % MostRouters) + 1));
        var inside = state.Networks.Where(net => net.ProjectId == project.Id).Select((net, i) =>
            new RouterPort(Identities.Uuid(seed, $"router/{n}", i), net.Id, net.SubnetId, Mac(seed, $"router/{n}", i), $"{net.Prefix}.0.1"));
        return new Router(Identities.Uuid(seed, "router", n), $"{project.Name}-router", project.Id, gateway, [.. inside], at);
    }

    // Each project has one address that leads to its first server, and one that leads nowhere.
    private static ImmutableArray<FloatingIp> FloatingIps(CloudState state, ImmutableArray<Router> routers, ExternalNetwork external, Seed seed, DateTimeOffset at) =>
    [
        .. routers.SelectMany((router, n) =>
        {
            var server = state.Servers.Values.Where(s => s.ProjectId == router.ProjectId && !s.Ports.IsEmpty).MinBy(s => s.Number);
            return new FloatingIp[]
            {
                Floating(router, server?.Ports[0], (2 * n) + 1), Floating(router, null, (2 * n) + 2),
            };

            FloatingIp Floating(Router by, Guid? port, int number) => new(Identities.Uuid(seed, "floating", number),
                external.Address(MostRouters + ((number - 1) % 800) + 1), by.ProjectId, by.Id, port, at);
        }),
    ];

    private static SecurityGroup Group(Project project, int n, Seed seed, DateTimeOffset at) => new(Identities.Uuid(seed, "group", n), "default", project.Id,
    [
        new SecurityRule(Identities.Uuid(seed, $"rule/{n}", 1), "egress", "IPv4", null, null, false),
        new SecurityRule(Identities.Uuid(seed, $"rule/{n}", 2), "egress", "IPv6", null, null, false),
        new SecurityRule(Identities.Uuid(seed, $"rule/{n}", 3), "ingress", "IPv4", null, null, true),
        new SecurityRule(Identities.Uuid(seed, $"rule/{n}", 4), "ingress", "IPv6", null, null, true),
        new SecurityRule(Identities.Uuid(seed, $"rule/{n}", 5), "ingress", "IPv4", "tcp", 22, false),
    ], at);

    private static ImmutableArray<Snapshot> Snapshots(CloudState state, Seed seed, DateTimeOffset now) =>
    [
        .. state.Projects.Select(p => state.Volumes.Values.Where(v => v.ProjectId == p.Id).MinBy(v => v.Id)).OfType<Volume>()
            .Select((v, n) => new Snapshot(Identities.Uuid(seed, "snapshot", n), $"{v.Name}-nightly", v.Id, v.ProjectId, v.SizeGiB, now.AddHours(-9))),
    ];

    private static LoadBalancer Balancer(CloudState state, Project project, int n, Seed seed, DateTimeOffset at)
    {
        var network = state.Networks.First(net => net.ProjectId == project.Id);
        var servers = state.Servers.Values.Where(s => s.ProjectId == project.Id && !s.Ports.IsEmpty).OrderBy(s => s.Number).Take(3);
        var members = servers.Select((s, i) => new Member(Identities.Uuid(seed, $"member/{n}", i), s.Id, state.Ports[s.Ports[0]].Addresses[0], 8443));
        var name = string.Create(CultureInfo.InvariantCulture, $"{project.Name}-lb");
        return new LoadBalancer(Identities.Uuid(seed, "balancer", n), name, project.Id, network.Id, network.SubnetId, Identities.Uuid(seed, "vip", n), Mac(seed, "vip", n),
            $"{network.Prefix}.255.10",
            new Listener(Identities.Uuid(seed, "listener", n), $"{name}-https", "TCP", 443),
            new Pool(Identities.Uuid(seed, "pool", n), $"{name}-pool", "TCP", "SOURCE_IP_PORT", Identities.Uuid(seed, "monitor", n), [.. members]), at);
    }

    private static string Mac(Seed seed, string kind, long number) => Identities.Mac(seed.For(kind), number);
}
