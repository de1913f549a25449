using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>
    /// Begins to move a running or paused server to another host while it runs; guest time does the rest, as planned. Until
    /// the switch-over the server's host is its source, from then on its destination; its status is MIGRATING all the time.
    /// </summary>
    /// <param name="server">Which.</param>
    /// <param name="toHost">Another host than its own.</param>
    /// <param name="plan">How it is to go; see <see cref="MigrationPlan.Lasting"/>.</param>
    /// <exception cref="CloudException">The server is in a state that cannot be moved, or there is no such host.</exception>
    /// <exception cref="Harness.BadInputException">The plan makes no sense.</exception>
    public MigrationRecord Migrate(Guid server, string toHost, MigrationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        var number = Change(draft =>
        {
            var (entity, domain) = Find(draft, server, "os-migrateLive", VmState.Active, VmState.Paused);
            if (domain.Status.State is not (DomainState.Running or DomainState.Paused))
                Require(domain, "os-migrateLive", DomainState.Running);
            if (draft.State.Host(toHost).Name == entity.Host)
                throw new CloudException(Refusal.BadRequest, $"Unable to migrate instance ({server}) to current host ({toHost}).");
            var record = Record(draft, entity, toHost, entity.Flavour, MigrationKind.LiveMigration, MigrationStatus.Queued) with { Plan = plan };
            draft.Put(record);
            draft.Put(entity with { TaskState = TaskState.Migrating, Destination = toHost });
            draft.Plan(plan.Queued, server, Step.Prepare);
            return record.Number;
        });
        return State.Migrations[number];
    }

    /// <summary>Begins a live migration that goes on until somebody ends or aborts it; its job makes hardly any progress.</summary>
    /// <param name="server">Running or paused.</param>
    /// <param name="destination">Host; the other one with the fewest domains when null.</param>
    /// <exception cref="CloudException">As <see cref="Migrate(Guid, string, MigrationPlan)"/>, or there is no other host.</exception>
    public Server BeginMigration(Guid server, string? destination = null)
    {
        var to = destination ?? Elsewhere(State, server);
        Migrate(server, to, MigrationPlan.Lasting(TimeSpan.FromDays(3_650), TimeSpan.Zero));
        return State.Server(server);
    }

    /// <summary>Takes all steps of a live migration that are left at once: the server is on its new host.</summary>
    /// <exception cref="CloudException">None is under way.</exception>
    public Server EndMigration(Guid server) => Change(draft =>
    {
        var record = Underway(draft, server);
        var plan = record.Plan! with { Fault = null };
        if (record.Job is null)
            Transfer(draft, record, plan);
        if (record.Ended is null)
        {
            PauseSource(draft, Underway(draft, server));
            SwitchOver(draft, Underway(draft, server), plan);
        }

        draft.Unplan(server);
        Finish(draft, Underway(draft, server));
        return draft.State.Server(server);
    });

    /// <summary>Moves a server to another host at once.</summary>
    /// <param name="server">Running or paused.</param>
    /// <param name="destination">Host; the other one with the fewest domains when null.</param>
    /// <exception cref="CloudException">As <see cref="BeginMigration"/>.</exception>
    public Server Migrate(Guid server, string? destination = null)
    {
        BeginMigration(server, destination);
        return EndMigration(server);
    }

    /// <summary>Aborts a live migration: the domain stays on its source, and the record says <c>cancelled</c>.</summary>
    /// <exception cref="CloudException">None is under way, or it is past the switch-over.</exception>
    public Server AbortMigration(Guid server) => Change(draft =>
    {
        var record = Underway(draft, server);
        if (record.Ended is not null)
        {
            throw new CloudException(Refusal.BadRequest, $"Migration {record.Number} state of instance {server} is {record.StatusText}. "
                + "Cannot abort live migration while the migration is in this state.");
        }

        RollBack(draft, record, JobType.Cancelled, MigrationStatus.Cancelled, null);
        return draft.State.Server(server);
    });

    /// <summary>Forgets the statistics of a domain's completed job: what reading them does, unless the reader asks to keep them.</summary>
    /// <exception cref="CloudException">There is no such domain there.</exception>
    public void ForgetCompletedJob(string host, Guid domain) => Change(draft =>
    {
        draft.Put(host, draft.Domain(host, domain).WithoutCompletedJob());
        return true;
    });
}
