using System.Collections.Immutable;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Building;

/// <summary>
/// Writes down what a change did with servers. It compares the state before and after, so that no change can forget to
/// tell: Nova's history is right whoever changed the cloud.
/// </summary>
internal static class Chronicle
{
    private const int MostActions = 10_000;
    private const int MostDeleted = 1_000;

    public static CloudState Write(CloudState before, Draft draft)
    {
        var after = draft.State;
        // What was put may have changed; a reboot leaves the server as it was, and only its domain tells.
        var touched = draft.Touched.Union(draft.Happened.Select(h => h.Uuid)).ToArray();
        if (touched.Length == 0)
            return after;
        var estate = after.Estate;
        foreach (var server in touched.Select(id => after.Servers.GetValueOrDefault(id)).OfType<Server>().OrderBy(s => s.Number))
        {
            if (What(before.Servers.GetValueOrDefault(server.Id), server, before, after) is { } action)
                estate = Add(estate, server, action, draft);
        }

        foreach (var gone in touched.Where(id => !after.Servers.ContainsKey(id)).Select(id => before.Servers.GetValueOrDefault(id)).OfType<Server>().OrderBy(s => s.Number))
            estate = Add(estate, gone, "delete", draft) with { Deleted = Last(estate.Deleted.Add(new DeletedServer(gone, draft.Now)), MostDeleted) };
        return after with { Estate = estate };
    }

    private static string? What(Server? old, Server now, CloudState before, CloudState after)
    {
        if (old is null)
            return "create";
        // What was under way was told when it began.
        if (old.TaskState != TaskState.None)
            return null;
        if (now.TaskState != TaskState.None)
            return now.TaskState == TaskState.Migrating ? "live-migration" : after.MigrationOf(now.Id)?.Kind == MigrationKind.Migration ? "migrate" : "resize";
        if (old.VmState == VmState.Resized && now.VmState != VmState.Error)
            return before.MigrationOf(now.Id) is { } move && after.Migrations[move.Number].Status == MigrationStatus.Reverted ? "revertResize" : "confirmResize";
        return (old.VmState, now.VmState) switch
        {
            (VmState.Active, VmState.Paused) => "pause",
            (VmState.Paused, VmState.Active) => SameProcess(now.Id, before, after) ? "unpause" : "reboot",
            (VmState.Stopped, VmState.Active) => "start",
            (_, VmState.Stopped) when old.VmState != VmState.Stopped => "stop",
            (_, VmState.Active) when !SameProcess(now.Id, before, after) => "reboot",
            _ => null,
        };
    }

    private static bool SameProcess(Guid server, CloudState before, CloudState after) => before.DomainOf(server).Id == after.DomainOf(server).Id;

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
