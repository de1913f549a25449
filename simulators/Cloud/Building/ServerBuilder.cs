using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Building;

/// <summary>Adds a server with its ports, volumes and domain to a draft; the domain is defined, not started.</summary>
internal static class ServerBuilder
{
    private const long GiB = 1L << 30;

    public static (Server Server, Domain Domain) Add(Draft draft, ServerSpec spec, DateTimeOffset at)
    {
        Check(spec);
        var state = draft.State;
        var project = Pick(state.Projects, p => p.Id, spec.ProjectId, "Project");
        var flavour = Pick(state.Flavours, f => f.Name, spec.Flavour, "Flavor");
        var host = spec.Host is null ? state.Hosts.Values.MinBy(h => h.Domains.Count)! : state.Host(spec.Host);
        var number = state.ServersEver + 1;
        var id = Identities.Uuid(draft.Seed, "server", number);
        var image = spec.ImageId is { } wanted
            ? state.Images.FirstOrDefault(i => i.Id == wanted) ?? throw CloudException.NotFound("Image", wanted)
            : state.Images[(int)(number % state.Images.Length)];
        var user = state.Users.FirstOrDefault(u => u.ProjectId == project.Id) ?? state.Users[0];
        var ports = Ports(draft, project, id, host.Name, spec, number);
        var volumes = Volumes(draft, project, id, spec, at);
        var server = new Server
        {
            Id = id, Number = number, Name = spec.Name, ProjectId = project.Id, UserId = user.Id, Flavour = flavour, ImageId = image.Id,
            Host = host.Name, Zone = host.Zone, CreatedAt = at, UpdatedAt = at,
            Ports = [.. ports.Select(p => p.Id)], Volumes = [.. volumes.Select(v => v.Id)],
        };
        var domain = Define(server, project, user, ports, volumes, state, host) with { OnCrash = spec.OnCrash };
        domain = domain with { Load = Load(draft.Seed, spec.Profile, domain) };
        draft.State = draft.State with { ServersEver = number };
        draft.Put(host.Name, domain);
        draft.Put(server);
        return (server, domain);
    }

    /// <summary>The load of a profile on a domain's devices; a CD-ROM does nothing.</summary>
    public static LoadPlan Load(Seed seed, Profile profile, Domain domain)
    {
        var working = domain.Disks.Count(d => d.Kind != DiskKind.ConfigDrive);
        var plan = LoadPlan.Draw(profile, seed.For($"load/{domain.Name}/{profile}"), domain.Vcpus.Length, working, domain.Nics.Length);
        return plan with { Disks = [.. plan.Disks, .. new DiskRates[domain.Disks.Length - working]] };
    }

    private static void Check(ServerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (string.IsNullOrWhiteSpace(spec.Name) || spec.Name.Length > 255 || spec.Name.Any(char.IsControl)
            || spec.Name.EnumerateRunes().Any(r => r == Rune.ReplacementChar || r.Value is 0xFFFE or 0xFFFF))
            throw new CloudException(Refusal.BadRequest, $"Invalid input for field/attribute name. Value: {spec.Name}.");
        if (spec.Volumes is < 0 or > 24 || spec.Ports is < 0 or > 16)
            throw new CloudException(Refusal.BadRequest, $"Invalid input: at most 24 volumes and 16 ports, got {spec.Volumes} and {spec.Ports}.");
    }

    private static Domain Define(Server server, Project project, User user, ImmutableArray<Port> ports, ImmutableArray<Volume> volumes, CloudState state, Host host)
    {
        var networks = state.Networks.ToDictionary(n => n.Id);
        return new Domain
        {
            Uuid = server.Id,
            Name = server.DomainName,
            MemoryKiB = server.Flavour.MemoryMiB * 1024L,
            Vcpus = Place(host.Topology, server.Flavour.Vcpus, server.Number),
            Disks = Disks(server, volumes),
            Nics = [.. ports.Select(p => new Nic(p.Id, p.Mac, "br-int", networks[p.NetworkId].Mtu))],
            Load = new LoadPlan(Profile.Idle, Rhythm.None, [], default, default, [], [], default),
            Nova = new NovaMetadata("32.0.1", server.Name, server.CreatedAt, server.Flavour, user.Id, user.Name, project.Id, project.Name,
                server.ImageId, [.. ports.Select(p => new NovaPort(p.Id, p.Addresses))]),
        };
    }

    // One NUMA node as far as it is large enough, next to the server before it.
    public static ImmutableArray<Vcpu> Place(Topology topology, int vcpus, long number)
    {
        var node = (int)(number % topology.Sockets);
        var start = (int)(number * 7 % topology.CpusPerNode);
        return
        [
            .. Enumerable.Range(0, vcpus).Select(v => new Vcpu(v, vcpus <= topology.CpusPerNode
                ? (node * topology.CpusPerNode) + ((start + v) % topology.CpusPerNode)
                : v % topology.Cpus)),
        ];
    }

    private static ImmutableArray<Disk> Disks(Server server, ImmutableArray<Volume> volumes)
    {
        var home = $"/var/lib/nova/instances/{server.Id}";
        var root = new Disk(DiskKind.File, "vda", $"{home}/disk", server.Flavour.DiskGiB * GiB, server.Flavour.DiskGiB * GiB / 4, "");
        var data = volumes.Select((v, i) => new Disk(DiskKind.Rbd, $"vd{(char)('b' + i)}", $"volumes/volume-{v.Id}", v.SizeGiB * GiB, v.SizeGiB * GiB / 2, $"{v.Id}"));
        return [root, .. data, new Disk(DiskKind.ConfigDrive, "sda", $"{home}/disk.config", 491_520, 491_520, "")];
    }

    private static ImmutableArray<Port> Ports(Draft draft, Project project, Guid server, string host, ServerSpec spec, long number)
    {
        var networks = spec.Networks.IsEmpty
            ? draft.State.Networks.Where(n => n.ProjectId == project.Id).ToArray()
            : [.. spec.Networks.Select(id => draft.State.Networks.FirstOrDefault(n => n.Id == id) ?? throw CloudException.NotFound("Network", id))];
        var count = spec.Networks.IsEmpty ? spec.Ports : networks.Length;
        var first = draft.State.DevicesEver;
        ImmutableArray<Port> ports =
        [
            .. Enumerable.Range(0, count).Select(i => networks[i % networks.Length]).Select((network, i) => new Port(
                Identities.Uuid(draft.Seed, "port", first + i + 1), network.Id, project.Id, server, host, Identities.Mac(draft.Seed, first + i + 1),
                [string.Create(CultureInfo.InvariantCulture, $"{network.Prefix}.{number / 250 % 250}.{(number % 250) + 3}")])),
        ];
        draft.State = draft.State with { DevicesEver = first + count, Ports = draft.State.Ports.SetItems(ports.Select(p => KeyValuePair.Create(p.Id, p))) };
        return ports;
    }

    private static ImmutableArray<Volume> Volumes(Draft draft, Project project, Guid server, ServerSpec spec, DateTimeOffset at)
    {
        var first = draft.State.DevicesEver;
        ImmutableArray<Volume> volumes =
        [
            .. Enumerable.Range(0, spec.Volumes).Select(i => new Volume(Identities.Uuid(draft.Seed, "volume", first + i + 1), $"{spec.Name}-data-{i + 1}",
                project.Id, 100, "ceph-ssd", false, server, at)),
        ];
        draft.State = draft.State with { DevicesEver = first + spec.Volumes, Volumes = draft.State.Volumes.SetItems(volumes.Select(v => KeyValuePair.Create(v.Id, v))) };
        return volumes;
    }

    private static T Pick<T>(ImmutableArray<T> all, Func<T, string> key, string? wanted, string kind) =>
        wanted is null ? all[0] : all.FirstOrDefault(x => key(x) == wanted) is { } found ? found : throw CloudException.NotFound(kind, wanted);
}
