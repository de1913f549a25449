using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud;

// The steps of a live migration, as Nova and libvirt take them: nova/compute/manager.py (_do_live_migration,
// _rollback_live_migration) and libvirt's src/qemu/qemu_migration.c.
public sealed partial class CloudModel
{
    private static void Take(Draft draft, PendingStep step)
    {
        switch (step.Step)
        {
            case Step.Spawn: Spawn(draft, step.Server); return;
            case Step.SpawnFails: FailToSpawn(draft, step.Server, step.Message); return;
            case Step.FinishResize: FinishResize(draft, step.Server); return;
            default: break;
        }

        var record = Underway(draft, step.Server);
        switch (step.Step)
        {
            case Step.Prepare: Prepare(draft, record, record.Plan!); break;
            case Step.Transfer: Transfer(draft, record, record.Plan!); break;
            case Step.Pause: PauseSource(draft, record); break;
            case Step.SwitchOver: SwitchOver(draft, record, record.Plan!); break;
            case Step.Finish: Finish(draft, record); break;
            case Step.Fail: Fail(draft, record, record.Plan!.Fault!); break;
            default: throw new ArgumentOutOfRangeException(nameof(step), step, "not a step");
        }
    }

    private static MigrationRecord Record(Draft draft, Server server, string destination, Flavour flavour, MigrationKind kind, MigrationStatus status)
    {
        var number = draft.State.MigrationsEver + 1;
        return new MigrationRecord
        {
            Number = number, Id = Identities.Uuid(draft.Seed, "migration", number), Server = server, Kind = kind, Destination = destination,
            NewFlavour = flavour, Status = status, CreatedAt = draft.Now, UpdatedAt = draft.Now,
        };
    }

    private static MigrationRecord? LiveOf(Draft draft, Guid server) =>
        draft.State.MigrationOf(server) is { Kind: MigrationKind.LiveMigration } record ? record : null;

    private static MigrationRecord Underway(Draft draft, Guid server) =>
        LiveOf(draft, server) ?? throw new CloudException(Refusal.Conflict, $"Instance {draft.State.Server(server).Id} is not migrating");

    private static string Elsewhere(CloudState state, Guid server)
    {
        var from = state.Server(server).Host;
        return state.Hosts.Values.Where(h => h.Name != from).MinBy(h => h.Domains.Count)?.Name
            ?? throw new CloudException(Refusal.Conflict, "No valid host was found. There are not enough hosts available.");
    }

    private static void Prepare(Draft draft, MigrationRecord record, MigrationPlan plan)
    {
        draft.Put(record with { Status = MigrationStatus.Preparing });
        if (plan.Fault is { Phase: MigrationPhase.Preparing } fault)
            draft.Plan(fault.After < plan.Preparing ? fault.After : plan.Preparing, record.Server.Id, Step.Fail);
        else
            draft.Plan(plan.Preparing, record.Server.Id, Step.Transfer);
    }

    // Libvirt's job begins, and the destination has a process that waits for the guest.
    private static void Transfer(Draft draft, MigrationRecord record, MigrationPlan plan)
    {
        var id = record.Server.Id;
        var domain = draft.Domain(record.Source, id);
        var disks = plan.CopyDisks ? domain.Disks.Where(d => d.Kind == DiskKind.File).Sum(d => d.Allocated) : 0;
        var job = new DomainJob(JobOperation.MigrationOut, draft.Now,
            JobSchedule.Of(plan, domain.MemoryKiB * 1024, disks, domain.Status.State == DomainState.Running));
        draft.Put(record.Source, domain.Busy(job));
        var incoming = domain.Incoming(draft.TakeDomainId(record.Destination), draft.Now, job);
        draft.Put(record.Destination, incoming);
        draft.Tell(record.Destination, incoming, DomainEvent.Started, DomainDetail.Migrated);
        draft.Put(record with { Status = MigrationStatus.Running, Job = job });

        var end = job.Schedule.SwitchOverAt;
        if (plan.Fault is { Phase: MigrationPhase.Running } fault)
            end = fault.After < end ? fault.After : end;
        if (job.Schedule.PausedAt <= end)
            draft.Plan(job.Schedule.PausedAt, id, Step.Pause);
        draft.Plan(end, id, plan.Fault is { Phase: MigrationPhase.Running } ? Step.Fail : Step.SwitchOver);
    }

    private static void PauseSource(Draft draft, MigrationRecord record)
    {
        var domain = draft.Domain(record.Source, record.Server.Id);
        if (domain.Status.State != DomainState.Running)
            return;
        domain = domain.Paused(DomainStatus.PausedForMigration, draft.Now);
        draft.Put(record.Source, domain);
        draft.Tell(record.Source, domain, DomainEvent.Suspended, DomainDetail.SuspendedForMigration);
    }

    // Libvirt's order: the destination finishes (defined, resumed), then the source confirms (stopped). The source's removal is
    // told by no event: qemuMigrationSrcConfirm only deletes its configuration, as Nova asks for with VIR_MIGRATE_UNDEFINE_SOURCE.
    private static void SwitchOver(Draft draft, MigrationRecord record, MigrationPlan plan)
    {
        var id = record.Server.Id;
        var (source, number) = (draft.Domain(record.Source, id), draft.Domain(record.Destination, id).Id);
        var ended = record.Job!.Ended(JobType.Completed, draft.Now);
        var runs = source.Status == DomainStatus.PausedForMigration;
        var arrived = source.Arrived(number, draft.Now, runs, ended);
        draft.Put(record.Destination, arrived);
        draft.Tell(record.Destination, arrived, DomainEvent.Defined, 0);
        draft.Tell(record.Destination, arrived, runs ? DomainEvent.Resumed : DomainEvent.Suspended, runs ? DomainDetail.Migrated : 0);
        draft.Tell(record.Source, source, DomainEvent.Stopped, DomainDetail.StoppedByMigration);
        draft.Drop(record.Source, id);

        var server = draft.State.Server(id);
        var to = draft.State.Host(record.Destination);
        draft.State = draft.State with
        {
            Ports = draft.State.Ports.SetItems(server.Ports.Select(p => KeyValuePair.Create(p, draft.State.Ports[p] with { Host = to.Name }))),
        };
        draft.Put(server with { Host = to.Name, Zone = to.Zone, PowerState = ServerStates.PowerOf(arrived.Status.State) });
        draft.Put(record with { Ended = ended });
        if (plan.Fault is { Phase: MigrationPhase.Finishing } fault)
            draft.Plan(fault.After < plan.Finishing ? fault.After : plan.Finishing, id, Step.Fail);
        else
            draft.Plan(plan.Finishing, id, Step.Finish);
    }

    private static void Finish(Draft draft, MigrationRecord record)
    {
        draft.Put(record with { Status = MigrationStatus.Completed });
        var server = draft.State.Server(record.Server.Id);
        Settle(draft, server with { Destination = null }, server.VmState);
    }

    private static void Fail(Draft draft, MigrationRecord record, MigrationFault fault)
    {
        if (record.Ended is null)
        {
            RollBack(draft, record, JobType.Failed, MigrationStatus.Failed, fault.Message);
            return;
        }

        draft.Put(record with { Status = MigrationStatus.Error, Fault = fault.Message });
        var server = draft.State.Server(record.Server.Id);
        Settle(draft, server with { Destination = null, Fault = new ServerFault(500, fault.Message, draft.Now) }, VmState.Error);
    }

    // The destination's process goes first (qemuMigrationDstFinish), without an undefined event as it was transient; then a source
    // that stood already runs on (qemuMigrationSrcConfirm).
    private static void RollBack(Draft draft, MigrationRecord record, JobType how, MigrationStatus status, string? why)
    {
        var id = record.Server.Id;
        if (record.Job is not null)
        {
            draft.Tell(record.Destination, draft.Domain(record.Destination, id), DomainEvent.Stopped, DomainDetail.StoppedByFailure);
            draft.Drop(record.Destination, id);
            var domain = draft.Domain(record.Source, id).Busy(null);
            if (domain.Status == DomainStatus.PausedForMigration)
            {
                domain = domain.Resumed(DomainStatus.MigrationCancelled, draft.Now);
                draft.Tell(record.Source, domain, DomainEvent.Resumed, DomainDetail.Migrated);
            }

            draft.Put(record.Source, domain);
        }

        draft.Unplan(id);
        draft.Put(record with { Status = status, Ended = record.Job?.Ended(how, draft.Now), Fault = why });
        var server = draft.State.Server(id);
        Settle(draft, server with { Destination = null }, server.VmState);
    }

    // Something else ends a migration: before the switch-over it fails; after it, Nova gives up tidying and calls it completed.
    private static void Interrupt(Draft draft, Guid server, string why)
    {
        if (LiveOf(draft, server) is not { } record)
            return;
        if (record.Ended is null)
        {
            RollBack(draft, record, JobType.Failed, MigrationStatus.Failed, why);
            return;
        }

        draft.Unplan(server);
        Finish(draft, record);
    }
}
