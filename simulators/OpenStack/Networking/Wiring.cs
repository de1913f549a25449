using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Compute;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>All subnets and ports of a cloud: those of servers and those that routers, floating addresses and load balancers have. Pure.</summary>
internal static class Wiring
{
    public static IEnumerable<Subnet> Subnets(CloudState state, string adminProject)
    {
        if (state.Estate.External is { } external)
        {
            yield return new Subnet(external.SubnetId, $"{external.Name}-subnet", external.Id, adminProject, external.Cidr,
                $"{external.Prefix}.0.1", external.Address(1), $"{external.Prefix}.3.254", false);
        }

        foreach (var n in state.Networks)
            yield return new Subnet(n.SubnetId, $"{n.Name}-subnet", n.Id, n.ProjectId, n.Cidr, $"{n.Prefix}.0.1", $"{n.Prefix}.0.2", $"{n.Prefix}.255.254", true);
    }

    public static IEnumerable<NetworkPort> Ports(CloudState state)
    {
        var networks = state.Networks.ToDictionary(n => n.Id);
        return state.Ports.Values.Select(p => OfServer(p, networks[p.NetworkId], state))
            .Concat(state.Estate.Routers.SelectMany(OfRouter))
            .Concat(state.Estate.FloatingIps.Select(f => OfFloatingIp(f, state.Estate.External!)))
            .Concat(state.Estate.LoadBalancers.Select(OfLoadBalancer))
            .OrderBy(p => p.Id);
    }

    /// <summary>Where a floating address leads; null when nowhere, also when the port it led to is gone.</summary>
    public static Port? Target(FloatingIp floating, CloudState state) =>
        floating.PortId is { } id && state.Ports.TryGetValue(id, out var port) ? port : null;

    public static string StatusOf(FloatingIp floating, CloudState state) =>
        state.Estate.StatusOf(floating.Id, Target(floating, state) is null ? "DOWN" : "ACTIVE");

    // A port is up while its domain has a process that holds the tap device.
    private static NetworkPort OfServer(Port port, Network network, CloudState state)
    {
        var server = state.Servers.GetValueOrDefault(port.ServerId);
        var up = server is not null && state.FindDomain(server) is { IsActive: true };
        return new NetworkPort(port.Id, "", port.NetworkId, network.SubnetId, port.ProjectId, $"compute:{server?.Zone ?? "nova"}", $"{port.ServerId}", port.Mac,
            port.Addresses, state.Estate.StatusOf(port.Id, up ? "ACTIVE" : "DOWN"), port.Host, server?.Destination == port.Host ? null : server?.Destination);
    }

    private static IEnumerable<NetworkPort> OfRouter(Router router)
    {
        return [Of(router.Gateway, "", "network:router_gateway"), .. router.Interfaces.Select(i => Of(i, router.ProjectId, "network:router_interface"))];

        NetworkPort Of(RouterPort port, string project, string owner) =>
            new(port.Id, "", port.NetworkId, port.SubnetId, project, owner, $"{router.Id}", port.Mac, [port.Address], "ACTIVE");
    }

    // Neutron makes such a port for itself; its identity follows from that of the address.
    private static NetworkPort OfFloatingIp(FloatingIp floating, ExternalNetwork external)
    {
        var seed = new Seed(0).For($"{floating.Id}");
        return new NetworkPort(Identities.Uuid(seed, "port", 0), "", external.Id, external.SubnetId, "", "network:floatingip", $"{floating.Id}",
            Identities.Mac(seed, 0), [floating.Address], "N/A");
    }

    private static NetworkPort OfLoadBalancer(LoadBalancer balancer) => new(balancer.VipPortId, $"ovn-lb-vip-{balancer.Id}", balancer.NetworkId, balancer.SubnetId,
        balancer.ProjectId, "Octavia", $"lb-{balancer.Id}", balancer.Mac, [balancer.Vip], "DOWN");
}
