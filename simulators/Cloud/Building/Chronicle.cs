using System.Collections.Immutable;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;

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
            var old = before.Servers.GetValueOrDefault(server.Id);
            if (What(old, server, before, after) is { } action)
                estate = Add(estate, server, action, draft);
            estate = Moved(estate, old, server, draft);
        }

        foreach (var gone in touched.Where(id => !after.Servers.ContainsKey(id)).Select(id => before.Servers.GetValueOrDefault(id)).OfType<Server>().OrderBy(s => s.Number))
        {
            estate = gone.TaskState == TaskState.Migrating ? Ended(estate, gone.Id, "error", draft) : estate;
            estate = Add(estate, gone, "delete", draft) with { Deleted = Last(estate.Deleted.Add(new DeletedServer(gone, draft.Now)), MostDeleted) };
        }

        return after with { Estate = estate };
    }

    private static string? What(Server? old, Server now, CloudState before, CloudState after)
    {
        if (old is null)
            return "create";
        if (old.TaskState == TaskState.Migrating)
            return null;
        if (now.TaskState == TaskState.Migrating)
            return "live-migration";
        if (old.Flavour != now.Flavour)
            return "resize";
        return (old.VmState, now.VmState) switch
        {
            (VmState.Active, VmState.Paused) => "pause",
            (VmState.Paused, VmState.Active) => before.DomainOf(now.Id).Id == after.DomainOf(now.Id).Id ? "unpause" : "reboot",
            (VmState.Stopped, VmState.Active) => "start",
            (_, VmState.Stopped) when old.VmState != VmState.Stopped => "stop",
            (VmState.Active, VmState.Active) when before.DomainOf(now.Id).Id != after.DomainOf(now.Id).Id => "reboot",
            _ => null,
        };
    }

    private static Estate Moved(Estate estate, Server? old, Server now, Draft draft)
    {
        if (old is null || (old.TaskState == TaskState.Migrating) == (now.TaskState == TaskState.Migrating))
            return estate;
        if (now.TaskState == TaskState.Migrating)
        {
            var number = estate.Migrations.Count + 1;
            var begun = new Migration(number, Identities.Uuid(draft.Seed, "migration", number), old, now.Destination!, "live-migration", "running", draft.Now, draft.Now);
            return estate with { Migrations = estate.Migrations.Add(begun) };
        }

        return Ended(estate, now.Id, now.Host == old.Destination ? "completed" : "error", draft);
    }

    private static Estate Ended(Estate estate, Guid server, string status, Draft draft)
    {
        var place = estate.Migrations.FindLastIndex(m => m.Server.Id == server);
        return estate with { Migrations = estate.Migrations.SetItem(place, estate.Migrations[place] with { Status = status, UpdatedAt = draft.Now }) };
    }

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
