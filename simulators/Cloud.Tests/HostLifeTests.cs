using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class HostLifeTests
{
    private const string Host = "compute-0001";

    [Test]
    public void What_a_person_does_on_the_host_is_unknown_to_nova_until_it_looks()
    {
        var model = TestClouds.Of();
        var id = model.First();
        model.DestroyDomain(Host, id);
        (model.State.Server(id).Status, model.State.DomainOf(id).Status).ShouldBe((ServerStatus.Active, DomainStatus.Destroyed));
        Rules(model).ShouldBe(["state"]);
        model.SyncPowerStates().ShouldBe([new PowerSync(id, PowerState.Running, PowerState.Shutdown, true)]);
        model.State.Server(id).Status.ShouldBe(ServerStatus.Shutoff);
        Rules(model).ShouldBeEmpty();
        model.SyncPowerStates().ShouldBeEmpty();
    }

    [Test]
    public void A_stopped_server_that_somebody_started_is_stopped_again()
    {
        var model = TestClouds.Of();
        model.Stop(model.First());
        model.StartDomain(Host, model.First());
        Rules(model).ShouldBe(["state"]);
        model.SyncPowerStates(Host).Single().Stopped.ShouldBeTrue();
        (model.State.Server(model.First()).Status, model.State.DomainOf(model.First()).Status).ShouldBe((ServerStatus.Shutoff, DomainStatus.ShutDown));
    }

    [Test]
    public void A_domain_that_was_paused_behind_novas_back_is_noticed_and_left()
    {
        var model = TestClouds.Of();
        model.SuspendDomain(Host, model.First());
        model.SyncPowerStates().ShouldBe([new PowerSync(model.First(), PowerState.Running, PowerState.Paused, false)]);
        (model.State.Server(model.First()).VmState, model.State.DomainOf(model.First()).Status).ShouldBe((VmState.Active, DomainStatus.PausedByUser));
        Rules(model).ShouldBe(["state"]);
        model.ResumeDomain(Host, model.First());
        model.SyncPowerStates().Length.ShouldBe(1);
        Rules(model).ShouldBeEmpty();
    }

    [Test]
    public void A_domain_that_panicked_and_was_kept_is_stopped()
    {
        var model = TestClouds.Of();
        model.Crash(model.First(), OnCrash.Preserve);
        Rules(model).ShouldBeEmpty();
        model.SyncPowerStates().Single().Stopped.ShouldBeTrue();
        model.State.Server(model.First()).PowerState.ShouldBe(PowerState.Shutdown);
    }

    [Test]
    public void A_server_with_a_task_under_way_or_on_another_host_is_not_looked_at()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Migrate(model.First(), "compute-0002", new MigrationPlan { Queued = TimeSpan.FromHours(1) });
        model.DestroyDomain(Host, model.First());
        model.SyncPowerStates("compute-0002").ShouldBeEmpty();
        model.SyncPowerStates().ShouldBeEmpty();
    }

    [Test]
    public void A_reboot_from_inside_goes_on_counting_but_for_what_the_guest_counts()
    {
        var model = TestClouds.Of();
        var before = model.State.DomainOf(model.First());
        var reads = before.DiskAt(0, before.ElapsedAt(model.Clock.Now)).ReadRequests;
        var after = model.RebootDomain(Host, model.First());
        (after.Id, after.DiskAt(0, after.ElapsedAt(model.Clock.Now)).ReadRequests).ShouldBe((before.Id, reads));
        after.MemoryAt(model.Clock.Now).Paging.ShouldBe(default);
        Rules(model).ShouldBeEmpty();
    }

    [Test]
    public void Happenings_on_the_host_have_libvirts_numbers()
    {
        var model = TestClouds.Of();
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.SuspendDomain(Host, model.First());
        model.SuspendDomain(Host, model.First());
        model.ResumeDomain(Host, model.First());
        model.ShutdownDomain(Host, model.First());
        model.StartDomain(Host, model.First());
        model.DestroyDomain(Host, model.First());
        told.Select(h => (h.Event, h.Detail)).ShouldBe(
        [
            (DomainEvent.Suspended, 0), (DomainEvent.Resumed, 0), (DomainEvent.Shutdown, 1), (DomainEvent.Stopped, 0), (DomainEvent.Started, 0), (DomainEvent.Stopped, 1),
        ]);
    }

    [TestCase(Host, DomainState.Shutoff)]
    [TestCase("compute-0002", DomainState.Running)]
    public void Destroying_either_domain_of_a_migration_ends_it(string host, DomainState left)
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Migrate(model.First(), "compute-0002", MigrationPlan.Lasting(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)));
        model.Clock.Advance(TimeSpan.FromSeconds(4));
        model.DestroyDomain(host, model.First());
        model.State.Migrations[1].StatusText.ShouldBe("failed");
        model.State.DomainOf(model.First()).Status.State.ShouldBe(left);
        model.State.Host("compute-0002").Domains.TryGet(model.First(), out _).ShouldBeFalse();
        model.SyncPowerStates();
        Rules(model).ShouldBeEmpty();
    }

    [Test]
    public void A_guest_suspended_while_it_moves_stands_and_runs_again_at_its_destination()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Migrate(model.First(), "compute-0002", MigrationPlan.Lasting(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)));
        model.SuspendDomain(Host, model.First()).Status.ShouldBe(DomainStatus.PausedForMigration);
        Rules(model).ShouldBeEmpty();
        Should.Throw<CloudException>(() => model.ResumeDomain(Host, model.First())).Message.ShouldContain("state change lock");
        model.Clock.Advance(TimeSpan.FromSeconds(10));
        model.State.DomainOf(model.First()).Status.ShouldBe(DomainStatus.Migrated);
    }

    [Test]
    public void What_libvirt_refuses_is_refused_in_its_words()
    {
        var model = TestClouds.Of();
        var id = model.First();
        Should.Throw<CloudException>(() => model.StartDomain(Host, id)).Message.ShouldBe("Requested operation is not valid: domain is already running");
        Should.Throw<CloudException>(() => model.ResumeDomain(Host, id)).Message.ShouldBe("Requested operation is not valid: domain is already running");
        model.DestroyDomain(Host, id);
        Should.Throw<CloudException>(() => model.DestroyDomain(Host, id)).Message.ShouldBe("Requested operation is not valid: domain is not running");
        Should.Throw<CloudException>(() => model.RebootDomain(Host, id)).Refusal.ShouldBe(Refusal.Conflict);
        Should.Throw<CloudException>(() => model.ShutdownDomain(Host, Guid.Empty)).Refusal.ShouldBe(Refusal.NotFound);
    }

    private static string[] Rules(CloudModel model) => [.. CloudAgreement.Check(model.State).Select(f => f.Rule)];
}
