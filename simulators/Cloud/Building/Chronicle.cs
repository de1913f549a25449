using System.Collections.Immutable;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Building;

/// <summary>
/// Writes down what a change did with servers. It compares the state before and after, so that no change can forget to
/// tell: Nova's history is right whoever changed the cloud. The words are Nova's (nova/compute/instance_actions.py).
/// </summary>
internal static class Chronicle
{
    private const int MostActions = 10_000;
    private const int MostDeleted = 1_000;

    public static CloudState Write(CloudState before, Draft draft)
    {
        var after = draft.State;
        // What was put may have changed; a reboot leaves the server as it was, and only its domain tells. The other servers,
        // thousands perhaps, are not looked at.
        var told = draft.Happened.Select(h => h.Uuid).ToHashSet();
        var touched = draft.Touched.Union(told).ToArray();
        if (touched.Length == 0)
            return after;
        var estate = after.Estate;
        foreach (var server in touched.Select(id => after.Servers.GetValueOrDefault(id)).OfType<Server>().OrderBy(s => s.Number))
        {
            if (What(before.Servers.GetValueOrDefault(server.Id), server, before, after, told) is { } action)
                estate = Add(estate, server, action, draft);
        }

        foreach (var gone in touched.Where(id => !after.Servers.ContainsKey(id)).Select(id => before.Servers.GetValueOrDefault(id)).OfType<Server>().OrderBy(s => s.Number))
            estate = Add(estate, gone, "delete", draft) with { Deleted = Last(estate.Deleted.Add(new DeletedServer(gone, draft.Now)), MostDeleted) };
        return after with { Estate = estate };
    }

    private static string? What(Server? old, Server now, CloudState before, CloudState after, HashSet<Guid> told)
    {
        if (old is null)
            return "create";
        if (before.MigrationOf(now.Id) is not { } move)
        {
            return after.MigrationOf(now.Id)?.Kind switch
            {
                MigrationKind.LiveMigration => "live-migration",
                MigrationKind.Migration => "migrate",
                MigrationKind.Resize => "resize",
                _ => OfLife(old, now, before, after, told),
            };
        }

        return after.Migrations.GetValueOrDefault(move.Number)?.Status switch
        {
            MigrationStatus.Cancelled => "live_migration_cancel",
            // By itself it is first switched over and then completed, one change each.
            MigrationStatus.Completed when move.Ended is null => "live_migration_force_complete",
            MigrationStatus.Confirmed => "confirmResize",
            MigrationStatus.Reverted => "revertResize",
            // Perhaps because something else was done with the server.
            MigrationStatus.Completed or MigrationStatus.Failed => OfLife(old, now, before, after, told),
            _ => null,
        };
    }

    private static string? OfLife(Server old, Server now, CloudState before, CloudState after, HashSet<Guid> told)
    {
        var (was, domain) = (DomainOf(before, now.Id), DomainOf(after, now.Id));
        var isNewProcess = domain is { IsActive: true } && domain.Id != was?.Id;
        return (old.VmState, now.VmState) switch
        {
            (VmState.Active, VmState.Paused) when told.Contains(now.Id) => "pause",
            (VmState.Paused, VmState.Active) when told.Contains(now.Id) => isNewProcess ? "reboot" : "unpause",
            (VmState.Stopped, VmState.Active) => "start",
            (VmState.Active or VmState.Paused, VmState.Stopped) => "stop",
            // A domain that somebody starts on its host, past Nova, was off before, and Nova's record is not touched.
            (VmState.Active or VmState.Error, VmState.Active) when isNewProcess && (was!.IsActive || !ReferenceEquals(old, now)) => "reboot",
            _ => null,
        };
    }

    private static Domain? DomainOf(CloudState state, Guid server) =>
        state.Host(state.Server(server).Host).Domains.TryGet(server, out var domain) ? domain : null;

    private static Estate Add(Estate estate, Server server, string action, Draft draft)
    {
        var number = (estate.Actions.IsEmpty ? 0 : estate.Actions[^1].Number) + 1;
        var request = $"req-{Identities.Uuid(draft.Seed, "action", number)}";
        return estate with
        {
            Actions = Last(estate.Actions.Add(new ServerAction(number, server.Id, server.ProjectId, server.UserId, server.Host, action, request, draft.Now)), MostActions),
        };
    }

    private static ImmutableList<T> Last<T>(ImmutableList<T> all, int most) => all.Count > most ? all.RemoveRange(0, all.Count - most) : all;
}
