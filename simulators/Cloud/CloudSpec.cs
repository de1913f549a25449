using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud;

/// <summary>What a cloud is like when it begins.</summary>
/// <param name="Seed">Every name, id and rate comes from it.</param>
/// <param name="Hosts">Compute hosts, at least 1; named <c>compute-0001</c> and so on.</param>
/// <param name="ServersPerHost">Servers on each, running when the cloud begins.</param>
public sealed record CloudSpec(Seed Seed, int Hosts = 1, int ServersPerHost = 3)
{
    /// <summary>Projects, at least 1; servers take them in turn.</summary>
    public int Projects { get; init; } = 3;

    /// <summary>Loads, at least one; servers take them in turn.</summary>
    public ImmutableArray<Profile> Profiles { get; init; } = [Profile.Steady, Profile.Idle, Profile.Bursty];

    /// <summary>Volumes attached to each server beside its root disk.</summary>
    public int VolumesPerServer { get; init; } = 1;

    /// <summary>Interfaces of each server, each in another network of its project.</summary>
    public int PortsPerServer { get; init; } = 2;

    /// <summary>Hardware of the hosts.</summary>
    public Topology Topology { get; init; } = Topology.Default;

    /// <summary>Availability zones; hosts take them in turn.</summary>
    public ImmutableArray<string> Zones { get; init; } = ["az1", "az2"];
}

/// <summary>What a new server is to be.</summary>
/// <param name="Name">Display name, 1 to 255 characters, no control characters.</param>
/// <param name="ProjectId">Owner; the first project when null.</param>
/// <param name="Flavour">Name of a flavour; the first when null.</param>
/// <param name="Host">Where it runs; the host with the fewest domains when null.</param>
/// <param name="Profile">What it will do.</param>
/// <param name="Volumes">Volumes beside its root disk, at most 24.</param>
/// <param name="Ports">Interfaces, at most 16.</param>
/// <param name="OnCrash">What its host does when it panics.</param>
public sealed record ServerSpec(string Name, string? ProjectId = null, string? Flavour = null, string? Host = null,
    Profile Profile = Profile.Steady, int Volumes = 1, int Ports = 1, OnCrash OnCrash = OnCrash.Destroy)
{
    /// <summary>Image; one by the server's number when null.</summary>
    public Guid? ImageId { get; init; }

    /// <summary>Networks of its interfaces, one each, in place of a number of them; those of its project when empty.</summary>
    public ImmutableArray<Guid> Networks { get; init; } = [];
}
