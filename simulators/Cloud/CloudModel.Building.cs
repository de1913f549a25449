using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>
    /// Begins to make a server: it is in BUILD, without a domain, until that much guest time has passed. Then it runs; or, with a
    /// fault, it is in ERROR, and never has a domain.
    /// </summary>
    /// <param name="spec">What it is to be.</param>
    /// <param name="takes">Guest time, not negative.</param>
    /// <param name="fault">What goes wrong: <c>No valid host was found.</c>; null when nothing does.</param>
    /// <exception cref="CloudException">Project, flavour or host does not exist.</exception>
    public Server BeginCreate(ServerSpec spec, TimeSpan takes, string? fault = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(takes, TimeSpan.Zero);
        var id = Change(draft =>
        {
            var (server, domain) = ServerBuilder.Add(draft, spec, draft.Now);
            draft.Drop(server.Host, server.Id);
            draft.State = draft.State with { Unborn = draft.State.Unborn.Add(server.Id, domain) };
            draft.Put(server with { VmState = VmState.Building, TaskState = TaskState.Spawning, PowerState = PowerState.NoState, WasLaunched = false });
            draft.Plan(takes, server.Id, fault is null ? Step.Spawn : Step.SpawnFails, fault ?? "");
            return server.Id;
        });
        return State.Server(id);
    }

    private static void Spawn(Draft draft, Guid id)
    {
        var (server, domain) = (draft.State.Server(id) with { WasLaunched = true }, draft.State.Unborn[id]);
        draft.State = draft.State with { Unborn = draft.State.Unborn.Remove(id) };
        draft.Put(server.Host, domain);
        draft.Tell(server.Host, domain, DomainEvent.Defined, 0);
        Boot(draft, server, domain);
    }

    private static void FailToSpawn(Draft draft, Guid id, string why)
    {
        draft.State = draft.State with { Unborn = draft.State.Unborn.Remove(id) };
        draft.Put(draft.State.Server(id) with
        {
            VmState = VmState.Error, TaskState = TaskState.None, PowerState = PowerState.NoState, Fault = new ServerFault(500, why, draft.Now),
        });
    }
}
