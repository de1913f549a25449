using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud;

/// <summary>
/// Whether Nova's records and libvirt's domains tell the same. A server has exactly one domain, on its host, of its uuid, name,
/// flavour, project, user, ports, volumes and state. Beside it there may be, on another host, only
/// the incoming domain of a live migration (paused, not persistent), from the beginning of libvirt's job to the switch-over; and
/// the domain that a resize left behind (shut off), until it is confirmed or reverted. A server in BUILD, or in ERROR
/// because it could not be made, has none. Out-of-band changes disagree until Nova noticed them; a domain paused behind
/// Nova's back disagrees for good, as Nova ignores it.
/// </summary>
public static class CloudAgreement
{
    /// <summary>All disagreements, by server; the key is the id of the server or domain.</summary>
    public static ImmutableArray<Finding> Check(CloudState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var domains = state.Hosts.Values.SelectMany(h => h.Domains.All.Select(d => (Host: h.Name, Domain: d))).ToLookup(d => d.Domain.Uuid);
        foreach (var server in state.Servers.Values.OrderBy(s => s.Number))
            findings.AddRange(Of(state, server, [.. domains[server.Id]]).Select(f => f with { Key = server.Id.ToString() }));
        findings.AddRange(domains.Where(d => !state.Servers.ContainsKey(d.Key))
            .SelectMany(d => d.Select(on => new Finding("domain-without-server", "no domain", $"{on.Domain.Name} on {on.Host}", d.Key.ToString()))));
        return findings.ToImmutable();
    }

    private static IEnumerable<Finding> Of(CloudState state, Server server, (string Host, Domain Domain)[] domains)
    {
        var move = state.MigrationOf(server.Id);
        foreach (var finding in OfMove(server, move))
            yield return finding;
        foreach (var (host, domain) in domains.Where(d => d.Host != server.Host))
        {
            if (!MayBeThere(server, move, host, domain))
                yield return new Finding("domain-elsewhere", $"a domain on {server.Host} only", $"{Word(domain)} on {host}");
        }

        if (domains.Count(d => d.Domain.Status.State == DomainState.Running) > 1)
            yield return new Finding("runs-twice", "one running domain", string.Join(", ", domains.Select(d => $"{Word(d.Domain)} on {d.Host}")));
        if (move is { Kind: MigrationKind.LiveMigration, Job: not null, Ended: null } && domains.All(d => d.Host != move.Destination))
            yield return new Finding("domain-missing", $"an incoming domain on {move.Destination}", "none");

        var own = Array.Find(domains, d => d.Host == server.Host).Domain;
        if (own is null && server.WasLaunched)
            yield return new Finding("domain-missing", $"a domain on {server.Host}", "none");
        if (own is not null && !server.WasLaunched)
            yield return new Finding("domain-too-early", "no domain before it is made", Word(own));
        if (own is not null)
        {
            foreach (var finding in Same(state, server, own).Concat(SameState(server, own, move)))
                yield return finding;
        }
    }

    private static bool MayBeThere(Server server, MigrationRecord? move, string host, Domain domain) => move is not null && (move.Kind == MigrationKind.LiveMigration
        ? host == move.Destination && move is { Job: not null, Ended: null } && !domain.IsPersistent && domain.Status == DomainStatus.PausedForMigration
            && domain.Name == server.DomainName && domain.Job?.Operation == JobOperation.MigrationIn
        : host == move.Source && move.Status == MigrationStatus.Finished && domain.Status.State == DomainState.Shutoff && domain.Name == server.DomainName);

    // Nova's record of the move against Nova's record of the server.
    private static IEnumerable<Finding> OfMove(Server server, MigrationRecord? move)
    {
        var (task, vm) = move switch
        {
            null => (TaskState.None, server.VmState),
            { Kind: MigrationKind.LiveMigration } => (TaskState.Migrating, server.VmState),
            { Status: MigrationStatus.Finished } => (TaskState.None, VmState.Resized),
            _ => (TaskState.ResizeMigrating, server.VmState),
        };
        if (server.TaskState != task && server.TaskState != TaskState.Spawning)
            yield return new Finding("task", $"{task} ({move?.KindText ?? "no migration"} {move?.StatusText})", server.TaskState.ToString());
        if ((server.VmState == VmState.Resized) != (move?.Status == MigrationStatus.Finished) || server.VmState != vm)
            yield return new Finding("resized", $"vm_state {vm} ({move?.KindText ?? "no migration"} {move?.StatusText})", server.VmState.ToString());
        var host = move switch
        {
            null => server.Host,
            { Kind: MigrationKind.LiveMigration } => move.Ended is null ? move.Source : move.Destination,
            _ => move.Status == MigrationStatus.Finished ? move.Destination : move.Source,
        };
        if (server.Host != host)
            yield return new Finding("host", $"{host} ({move!.KindText} {move.StatusText})", server.Host);
        if (server.Destination != (move is { Kind: MigrationKind.LiveMigration } ? move.Destination : null))
            yield return new Finding("destination", move?.Destination ?? "none", server.Destination ?? "none");
    }

    private static IEnumerable<Finding> Same(CloudState state, Server server, Domain domain)
    {
        var (nova, flavour) = (domain.Nova, server.Flavour);
        var project = state.Projects.FirstOrDefault(p => p.Id == server.ProjectId)?.Name;
        var user = state.Users.FirstOrDefault(u => u.Id == server.UserId)?.Name;
        (string Rule, string Expected, string Actual)[] pairs =
        [
            ("name", server.DomainName, domain.Name),
            ("display-name", server.Name, nova.ServerName),
            ("flavour", $"{flavour}", $"{nova.Flavour}"),
            ("vcpus", $"{flavour.Vcpus}", $"{domain.Vcpus.Length}"),
            ("memory", $"{flavour.MemoryMiB * 1024L} KiB", $"{domain.MemoryKiB} KiB"),
            ("project", $"{server.ProjectId} {project}", $"{nova.ProjectId} {nova.ProjectName}"),
            ("user", $"{server.UserId} {user}", $"{nova.UserId} {nova.UserName}"),
            ("image", $"{server.ImageId}", $"{nova.ImageId}"),
            ("ports", Ports(state, server), string.Join(' ', domain.Nics.Select(n => $"{n.PortId}/{n.Mac}@{server.Host}"))),
            ("volumes", string.Join(' ', server.Volumes.Where(v => state.Volumes.GetValueOrDefault(v)?.ServerId == server.Id)),
                string.Join(' ', domain.Disks.Where(d => d.Kind == DiskKind.Rbd).Select(d => d.Serial))),
        ];
        return pairs.Where(p => p.Expected != p.Actual).Select(p => new Finding(p.Rule, p.Expected, p.Actual));
    }

    private static string Ports(CloudState state, Server server) =>
        string.Join(' ', server.Ports.Select(id => state.Ports.TryGetValue(id, out var port) ? $"{id}/{port.Mac}@{port.Host}" : $"{id}/none"));

    private static IEnumerable<Finding> SameState(Server server, Domain domain, MigrationRecord? move)
    {
        // In the last pass of a live migration the guest stands, and Nova does not look.
        if (move is { Kind: MigrationKind.LiveMigration, Job: not null, Ended: null } && domain.Status == DomainStatus.PausedForMigration)
            yield break;
        var state = domain.Status.State;
        var fits = server.VmState switch
        {
            VmState.Active => server.TaskState == TaskState.ResizeMigrating ? state == DomainState.Shutoff : state is DomainState.Running or DomainState.Crashed,
            VmState.Paused => state == DomainState.Paused,
            VmState.Stopped => state == DomainState.Shutoff,
            VmState.Building => false,
            _ => true,
        };
        if (!fits || server.PowerState != ServerStates.PowerOf(state) || !domain.IsPersistent)
            yield return new Finding("state", $"{server.Status}, power {server.PowerState}", Word(domain));
    }

    private static string Word(Domain domain) =>
        $"{domain.Name} {domain.Status.State.ToString().ToLowerInvariant()} (reason {domain.Status.Reason}{(domain.IsPersistent ? "" : ", not persistent")})";
}
