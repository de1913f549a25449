using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class MigrationTests
{
    private const string From = "compute-0001";
    private const string To = "compute-0002";
    private static readonly MigrationPlan Plan = MigrationPlan.Lasting(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)) with
    {
        Queued = TimeSpan.FromSeconds(1), Preparing = TimeSpan.FromSeconds(2), Finishing = TimeSpan.FromSeconds(3),
    };

    // 0 queued, 1 preparing, 3 job, 12 guest stands, 13 switch-over, 16 completed.
    [TestCase(0, "queued", From, DomainState.Running, null)]
    [TestCase(0.999, "queued", From, DomainState.Running, null)]
    [TestCase(1, "preparing", From, DomainState.Running, null)]
    [TestCase(3, "running", From, DomainState.Running, DomainState.Paused)]
    [TestCase(11.999, "running", From, DomainState.Running, DomainState.Paused)]
    [TestCase(12, "running", From, DomainState.Paused, DomainState.Paused)]
    [TestCase(12.999, "running", From, DomainState.Paused, DomainState.Paused)]
    [TestCase(13, "running", To, null, DomainState.Running)]
    [TestCase(15.999, "running", To, null, DomainState.Running)]
    [TestCase(16, "completed", To, null, DomainState.Running)]
    public void Each_thing_happens_exactly_at_its_planned_moment(double seconds, string status, string host, DomainState? source, DomainState? destination)
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var state = model.State;
        (state.Migrations[1].StatusText, state.Server(id).Host, StateOf(state, From, id), StateOf(state, To, id)).ShouldBe((status, host, source, destination));
        state.Server(id).Status.ShouldBe(status == "completed" ? ServerStatus.Active : ServerStatus.Migrating);
        state.Server(id).PowerState.ShouldBe(PowerState.Running);
        state.Server(id).Ports.ShouldAllBe(p => state.Ports[p].Host == host);
    }

    [Test]
    public void A_clock_that_stands_holds_a_migration_and_one_that_jumps_takes_every_step_of_it_at_its_own_time()
    {
        var model = Begun(out var id);
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.State.ShouldBeSameAs(model.State);
        model.Clock.Advance(TimeSpan.FromDays(1));
        told.Select(h => ((h.At - TestClouds.Noon).TotalSeconds, h.Host, h.Event, h.Detail, h.Id)).ShouldBe(
        [
            (3, To, DomainEvent.Started, 1, 4),
            (12, From, DomainEvent.Suspended, 1, 1),
            (13, To, DomainEvent.Defined, 0, 4),
            (13, To, DomainEvent.Resumed, 1, 4),
            (13, From, DomainEvent.Stopped, 3, 1),
        ]);
        model.State.Migrations[1].UpdatedAt.ShouldBe(TestClouds.Noon.AddSeconds(16));
        model.State.Server(id).UpdatedAt.ShouldBe(TestClouds.Noon.AddSeconds(16));
        model.State.Due.ShouldBeNull();
    }

    [Test]
    public void A_running_clock_tells_the_switch_over_when_its_time_has_come_without_anybody_looking()
    {
        var time = new FakeTimeProvider(TestClouds.Noon);
        var model = new CloudModel(new CloudSpec(new Seed(1), 2), GuestClock.Running(time));
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.Migrate(model.First(), To, Plan);
        time.Advance(TimeSpan.FromSeconds(12.5));
        told.Count.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(0.5));
        told[^1].ShouldBe(new DomainHappening(5, TestClouds.Noon.AddSeconds(13), From, model.First(), "instance-00000001", 1, DomainEvent.Stopped, 3));
    }

    [Test]
    public void A_clock_that_is_frozen_and_thawed_takes_the_migration_along()
    {
        var time = new FakeTimeProvider(TestClouds.Noon);
        var model = new CloudModel(new CloudSpec(new Seed(1), 2), GuestClock.Running(time));
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.Migrate(model.First(), To, Plan);
        model.Clock.Freeze();
        time.Advance(TimeSpan.FromHours(1));
        told.ShouldBeEmpty();
        model.Clock.Thaw();
        time.Advance(TimeSpan.FromSeconds(13));
        told.Count.ShouldBe(5);
    }

    [Test]
    public void The_job_is_seen_on_both_hosts_and_its_statistics_afterwards_on_the_destination()
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(3 + 4.5));
        var job = On(model, From, id).Job!;
        var memory = On(model, From, id).MemoryKiB * 1024;
        var report = job.At(model.Clock.Now);
        (report.Operation, report.Type, report.TimeElapsed, report.Memory).ShouldBe(
            (JobOperation.MigrationOut, JobType.Unbounded, 4500, new Transfer(memory, memory / 2, memory / 2)));
        model.State.Migrations[1].ReportAt(model.Clock.Now).ShouldBe(report);
        (On(model, To, id).Job!.Operation, On(model, To, id).IsPersistent, On(model, To, id).Status)
            .ShouldBe((JobOperation.MigrationIn, false, DomainStatus.PausedForMigration));

        model.Clock.Advance(TimeSpan.FromSeconds(60));
        var domain = On(model, To, id);
        (domain.Job, domain.IsPersistent, domain.Status).ShouldBe((null, true, DomainStatus.Migrated));
        (domain.CompletedJob!.Type, domain.CompletedJob.Operation, domain.CompletedJob.TimeElapsed, domain.CompletedJob.Downtime, domain.CompletedJob.Data.Remaining)
            .ShouldBe((JobType.Completed, JobOperation.MigrationIn, 10_000, 1000, 0));
        model.ForgetCompletedJob(To, id);
        On(model, To, id).CompletedJob.ShouldBeNull();
    }

    [Test]
    public void What_the_host_counts_begins_anew_at_the_destination_and_what_the_guest_counts_goes_on()
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(12));
        var before = model.State.DomainOf(id);
        var faults = before.MemoryAt(model.Clock.Now).Paging;
        faults.MinorFaults.ShouldBeGreaterThan(0);
        model.Clock.Advance(TimeSpan.FromSeconds(1));
        var (domain, elapsed) = (model.State.DomainOf(id), model.State.DomainOf(id).ElapsedAt(model.Clock.Now));
        (domain.CpuAt(elapsed).Time, domain.DiskAt(0, elapsed), domain.NicAt(0, elapsed)).ShouldBe((0, default, default));
        domain.MemoryAt(model.Clock.Now).Paging.ShouldBe(faults);
        (domain.Uuid, domain.Name, domain.Nova).ShouldBe((before.Uuid, before.Name, before.Nova));
        model.Clock.Advance(TimeSpan.FromSeconds(10));
        domain.DiskAt(0, domain.ElapsedAt(model.Clock.Now)).ReadRequests.ShouldBe(10 * domain.Load.Disks[0].Reads.Steady);
    }

    [Test]
    public void A_paused_server_arrives_paused()
    {
        var model = TestClouds.Of(1, 2, 3);
        model.Pause(model.First());
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.Migrate(model.First(), To, new MigrationPlan());
        model.Clock.Advance(TimeSpan.FromMinutes(5));
        told.Select(h => (h.Event, h.Detail)).ShouldBe(
            [(DomainEvent.Started, 1), (DomainEvent.Defined, 0), (DomainEvent.Suspended, 0), (DomainEvent.Stopped, 3)]);
        (model.State.Server(model.First()).Status, model.State.DomainOf(model.First()).Status).ShouldBe((ServerStatus.Paused, DomainStatus.PausedByUser));
    }

    [TestCase(MigrationPhase.Preparing, 1.5, 2.5, 1, Description = "nothing was touched")]
    [TestCase(MigrationPhase.Preparing, 99, 3, 1)]
    [TestCase(MigrationPhase.Running, 5, 8, 1, Description = "the guest never stood")]
    [TestCase(MigrationPhase.Running, 9.5, 12.5, 6, Description = "it was resumed")]
    [TestCase(MigrationPhase.Running, 99, 13, 6)]
    public void A_migration_that_fails_leaves_the_server_where_it_was(MigrationPhase phase, double after, double seconds, int reason)
    {
        var model = Begun(out var id, Plan with { Fault = new MigrationFault(phase, TimeSpan.FromSeconds(after), "no route to host") });
        model.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        model.State.Migrations[1].IsOpen.ShouldBeTrue();
        model.Clock.Advance(TimeSpan.FromTicks(1));
        var state = model.State;
        (state.Migrations[1].StatusText, state.Migrations[1].Fault, state.Server(id).Status, state.Server(id).Host).ShouldBe(("failed", "no route to host", ServerStatus.Active, From));
        state.DomainOf(id).Status.ShouldBe(new DomainStatus(DomainState.Running, reason));
        (state.DomainOf(id).Job, state.DomainOf(id).CompletedJob, StateOf(state, To, id), state.Due).ShouldBe((null, null, null, null));
        state.Migrations[1].Ended?.Type.ShouldBe(JobType.Failed);
    }

    [Test]
    public void A_failure_in_the_last_pass_is_told_in_libvirts_order()
    {
        var model = Begun(out _, Plan with { Fault = new MigrationFault(MigrationPhase.Running, TimeSpan.FromSeconds(9.5)) });
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.Clock.Advance(TimeSpan.FromMinutes(1));
        told.Select(h => (h.Host, h.Event, h.Detail)).ShouldBe(
        [
            (To, DomainEvent.Started, 1), (From, DomainEvent.Suspended, 1), (To, DomainEvent.Stopped, 5), (From, DomainEvent.Resumed, 1),
        ]);
    }

    [Test]
    public void A_failure_after_the_switch_over_leaves_the_domain_at_its_destination_and_the_server_in_error()
    {
        var model = Begun(out var id, Plan with { Fault = new MigrationFault(MigrationPhase.Finishing, TimeSpan.FromSeconds(1), "port binding failed") });
        model.Clock.Advance(TimeSpan.FromSeconds(14));
        var state = model.State;
        (state.Migrations[1].StatusText, state.Server(id).Status, state.Server(id).Host, state.DomainOf(id).Status).ShouldBe(("error", ServerStatus.Error, To, DomainStatus.Migrated));
        state.Server(id).Fault.ShouldBe(new ServerFault(500, "port binding failed", TestClouds.Noon.AddSeconds(14)));
    }

    [TestCase(0.5, null)]
    [TestCase(5, JobType.Cancelled)]
    [TestCase(12.5, JobType.Cancelled)]
    public void An_aborted_migration_is_cancelled_and_the_domain_stays(double seconds, JobType? job)
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(seconds));
        model.AbortMigration(id).Destination.ShouldBeNull();
        var record = model.State.Migrations[1];
        (record.StatusText, record.Ended?.Type).ShouldBe(("cancelled", job));
        (model.State.Server(id).Status, StateOf(model.State, From, id), StateOf(model.State, To, id)).ShouldBe((ServerStatus.Active, DomainState.Running, null));
        model.Clock.Advance(TimeSpan.FromMinutes(1));
        model.State.Server(id).Host.ShouldBe(From);
        Should.Throw<CloudException>(() => model.AbortMigration(id)).Refusal.ShouldBe(Refusal.Conflict);
    }

    [Test]
    public void Past_the_switch_over_nothing_can_be_aborted()
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(13));
        Should.Throw<CloudException>(() => model.AbortMigration(id)).Refusal.ShouldBe(Refusal.BadRequest);
    }

    [TestCase(0.5)]
    [TestCase(6)]
    [TestCase(14)]
    public void A_migration_can_be_hurried_from_any_phase(double seconds)
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var server = model.EndMigration(id);
        (server.Host, server.Status, server.Destination).ShouldBe((To, ServerStatus.Active, null));
        var (record, domain) = (model.State.Migrations[1], model.State.DomainOf(id));
        (record.StatusText, record.Ended!.Type, record.Ended.Data.Remaining, domain.Status).ShouldBe(("completed", JobType.Completed, 0, DomainStatus.Migrated));
        (model.State.Due, StateOf(model.State, From, id)).ShouldBe((null, null));
    }

    [Test]
    public void A_migration_by_hand_lasts_until_it_is_ended()
    {
        var model = TestClouds.Of(1, 3, 2);
        var id = model.First();
        model.BeginMigration(id).Destination.ShouldBe("compute-0002");
        model.Clock.Advance(TimeSpan.FromDays(300));
        (model.State.Server(id).Host, model.State.Migrations[1].StatusText).ShouldBe((From, "running"));
        model.EndMigration(id).Host.ShouldBe(To);
        model.Migrate(id).Host.ShouldBe(From);
        Should.Throw<CloudException>(() => TestClouds.Of().Migrate(TestClouds.Of().First())).Message.ShouldStartWith("No valid host");
        Should.Throw<CloudException>(() => model.EndMigration(id)).Refusal.ShouldBe(Refusal.Conflict);
    }

    [Test]
    public void A_guest_that_panics_or_is_deleted_ends_its_migration()
    {
        var model = Begun(out var id);
        model.Clock.Advance(TimeSpan.FromSeconds(5));
        model.Crash(id, OnCrash.Destroy);
        (model.State.Migrations[1].StatusText, model.State.Server(id).Status, StateOf(model.State, To, id)).ShouldBe(("failed", ServerStatus.Shutoff, null));
        model.Start(id);
        model.Migrate(id, To, Plan);
        model.Clock.Advance(TimeSpan.FromSeconds(5));
        model.Delete(id);
        (model.State.Migrations[2].StatusText, StateOf(model.State, From, id), StateOf(model.State, To, id)).ShouldBe(("failed", null, null));
        model.Clock.Advance(TimeSpan.FromHours(1));
        model.State.Due.ShouldBeNull();
    }

    [Test]
    public void What_cannot_be_moved_is_refused()
    {
        var model = Begun(out var id);
        Should.Throw<CloudException>(() => model.Migrate(id, To, Plan)).Message.ShouldContain("task_state migrating");
        Should.Throw<CloudException>(() => model.Stop(id)).Message.ShouldContain("task_state migrating");
        var other = model.State.Servers.Values.First(s => s.Number == 2).Id;
        Should.Throw<CloudException>(() => model.Migrate(other, From, Plan)).Message.ShouldContain("to current host (compute-0001)");
        Should.Throw<CloudException>(() => model.Migrate(other, "compute-9999", Plan)).Refusal.ShouldBe(Refusal.NotFound);
        model.Stop(other);
        Should.Throw<CloudException>(() => model.Migrate(other, To, Plan)).Message.ShouldContain("vm_state stopped");
        Should.Throw<BadInputException>(() => model.Migrate(other, To, new MigrationPlan { Bandwidth = 0 }));
        Should.Throw<BadInputException>(() => model.Migrate(other, To, MigrationPlan.Lasting(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))));
    }

    [Test]
    public void No_reader_ever_sees_a_server_running_twice_or_gone()
    {
        var model = Begun(out var id);
        for (var i = 0; i < 1_800; i++)
        {
            var (state, now) = model.Look();
            now.ShouldBe(model.Clock.Now);
            var everywhere = state.Hosts.Values.SelectMany(h => h.Domains.All).Where(d => d.Uuid == id).ToArray();
            everywhere.Count(d => d.Status.State == DomainState.Running).ShouldBeLessThanOrEqualTo(1);
            everywhere.Count(d => d.IsPersistent).ShouldBe(1);
            state.DomainOf(id).IsPersistent.ShouldBeTrue();
            model.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    [Test]
    public void Readers_on_other_threads_never_see_a_disagreement_while_the_clock_moves()
    {
        var model = TestClouds.Of(1, 2, 3);
        foreach (var server in model.State.Servers.Values)
            model.Migrate(server.Id, server.Host == From ? To : From, Plan with { Queued = TimeSpan.FromSeconds(server.Number) });
        Parallel.For(0, 4_000, i =>
        {
            if (i % 4 == 0)
                model.Clock.Advance(TimeSpan.FromMilliseconds(25));
            var (state, now) = model.Look();
            (state.Due > now || state.Due is null).ShouldBeTrue();
            CloudAgreement.Check(state).ShouldBeEmpty();
        });
        model.State.Migrations.Values.ShouldAllBe(m => m.StatusText == "completed");
    }

    private static CloudModel Begun(out Guid id, MigrationPlan? plan = null)
    {
        var model = TestClouds.Of(1, 2, 3);
        id = model.First();
        model.Migrate(id, To, plan ?? Plan).StatusText.ShouldBe("queued");
        return model;
    }

    private static Domain On(CloudModel model, string host, Guid id) =>
        model.State.Host(host).Domains.TryGet(id, out var domain) ? domain : throw new InvalidOperationException($"{id} is not on {host}");

    private static DomainState? StateOf(CloudState state, string host, Guid id) =>
        state.Host(host).Domains.TryGet(id, out var domain) ? domain.Status.State : null;
}
