using System.Collections.Immutable;

namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>An Octavia load balancer with one listener and one pool. OVN carries it: there is no machine of its own behind it.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="NetworkId">Network of its address.</param>
/// <param name="SubnetId">Subnet of its address.</param>
/// <param name="VipPortId">Its port.</param>
/// <param name="Mac">MAC address of its port.</param>
/// <param name="Vip">Its address.</param>
/// <param name="Listener">Where it listens.</param>
/// <param name="Pool">Where it sends to.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record LoadBalancer(Guid Id, string Name, string ProjectId, Guid NetworkId, Guid SubnetId, Guid VipPortId, string Mac, string Vip,
    Listener Listener, Pool Pool, DateTimeOffset CreatedAt);

/// <summary>Where a load balancer listens.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="Protocol"><c>TCP</c>.</param>
/// <param name="Port">Port.</param>
public sealed record Listener(Guid Id, string Name, string Protocol, int Port);

/// <summary>Where a load balancer sends to.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="Protocol"><c>TCP</c>.</param>
/// <param name="Algorithm"><c>SOURCE_IP_PORT</c>: the only one that OVN has.</param>
/// <param name="MonitorId">UUID of its health monitor.</param>
/// <param name="Members">Servers.</param>
public sealed record Pool(Guid Id, string Name, string Protocol, string Algorithm, Guid MonitorId, ImmutableArray<Member> Members);

/// <summary>A server behind a load balancer: well while it runs.</summary>
/// <param name="Id">UUID.</param>
/// <param name="ServerId">The server, whether it still exists or not.</param>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
public sealed record Member(Guid Id, Guid ServerId, string Address, int Port);
