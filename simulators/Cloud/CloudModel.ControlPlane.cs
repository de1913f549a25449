using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>Says how a service process is from now on: <c>nova-compute</c> on a host goes down, is disabled, comes back.</summary>
    /// <param name="binary"><c>nova-compute</c>, <c>cinder-volume</c>, <c>ovn-controller</c>, …</param>
    /// <param name="host">Host name as its service list tells it.</param>
    /// <param name="up">It reports that it lives.</param>
    /// <param name="enabled">New work may be given to it.</param>
    /// <param name="reason">Why not.</param>
    public void SetService(string binary, string host, bool up, bool enabled = true, string? reason = null) => Change(draft =>
    {
        var (name, estate) = (new ServiceName(binary, host), draft.State.Estate);
        var conditions = up && enabled
            ? estate.Conditions.Remove(name)
            : estate.Conditions.SetItem(name, new ServiceCondition(up, enabled, reason, draft.Now));
        draft.State = draft.State with { Estate = estate with { Conditions = conditions } };
        return true;
    });

    /// <summary>
    /// Sets the status of a volume, snapshot, router, network, floating address, load balancer or stack, in the words of its
    /// API: <c>error</c>, <c>DOWN</c>, <c>PENDING_UPDATE</c>, <c>CREATE_FAILED</c>. Null lets it be what it is.
    /// </summary>
    public void SetStatus(Guid thing, string? status) => Change(draft =>
    {
        var estate = draft.State.Estate;
        var statuses = status is null ? estate.Statuses.Remove(thing) : estate.Statuses.SetItem(thing, status);
        draft.State = draft.State with { Estate = estate with { Statuses = statuses } };
        return true;
    });

    /// <summary>Sets a quota; -1 is no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than -1.</exception>
    public void SetQuota(string projectId, string service, string resource, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, -1);
        Change(draft =>
        {
            var estate = draft.State.Estate;
            draft.State = draft.State with { Estate = estate with { Quotas = estate.Quotas.SetItem(new QuotaName(projectId, service, resource), limit) } };
            return true;
        });
    }

    /// <summary>
    /// Says what Nova believes of a server, as its administrator's action os-resetState does. The domain goes on as it is.
    /// </summary>
    /// <exception cref="CloudException">There is none, it is on its way or waits to be confirmed, or it never had a domain.</exception>
    public Server ResetState(Guid server, VmState state) => Change(draft =>
    {
        var entity = draft.State.Server(server);
        if (entity.TaskState != TaskState.None || !entity.WasLaunched || draft.State.MigrationOf(server) is not null)
            throw Conflict("os-resetState", server, entity.TaskState == TaskState.None ? $"vm_state {ServerStates.TextOf(entity.VmState)}" : $"task_state {ServerStates.TextOf(entity.TaskState)}");
        draft.Put(entity with { VmState = state });
        return draft.State.Server(server);
    });
}
