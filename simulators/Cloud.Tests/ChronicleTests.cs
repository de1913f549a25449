using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class ChronicleTests
{
    private const string From = "compute-0001";
    private const string To = "compute-0002";

    [Test]
    public void A_resize_is_written_down_when_it_begins_and_when_it_is_confirmed_or_taken_back()
    {
        var model = TestClouds.Of(1, 2, 1);
        var id = model.First();
        model.Resize(id, "gp.0.16.64", To, TimeSpan.FromSeconds(20));
        Actions(model).ShouldBe(["resize"]);
        model.Clock.Advance(TimeSpan.FromSeconds(20));
        Actions(model).ShouldBe(["resize"]);
        model.RevertResize(id);
        model.Resize(id, "gp.0.16.64");
        model.ConfirmResize(id);
        Actions(model).ShouldBe(["resize", "revertResize", "resize", "confirmResize"]);
    }

    [Test]
    public void A_stopped_server_that_is_resized_is_not_stopped_once_more()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Stop(model.First());
        model.Resize(model.First(), "gp.0.16.64", To);
        model.ConfirmResize(model.First()).Status.ShouldBe(ServerStatus.Shutoff);
        Actions(model).ShouldBe(["stop", "resize", "confirmResize"]);
    }

    [Test]
    public void A_cold_migration_is_no_resize()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Resize(model.First(), null, To);
        model.ConfirmResize(model.First());
        Actions(model).ShouldBe(["migrate", "confirmResize"]);
    }

    [TestCase(null)]
    [TestCase(MigrationPhase.Preparing)]
    [TestCase(MigrationPhase.Running)]
    [TestCase(MigrationPhase.Finishing)]
    public void A_live_migration_is_one_action_however_it_ends_by_itself(MigrationPhase? fails)
    {
        var model = TestClouds.Of(1, 2, 1);
        model.Migrate(model.First(), To, new MigrationPlan { Fault = fails is { } phase ? new MigrationFault(phase, TimeSpan.Zero) : null });
        while (model.State.Due is { } due)
            model.Clock.Advance(due - model.Clock.Now);
        model.State.Migrations[1].IsOpen.ShouldBeFalse();
        Actions(model).ShouldBe(["live-migration"]);
    }

    [Test]
    public void Whoever_ends_a_live_migration_early_is_written_down()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.BeginMigration(model.First());
        model.AbortMigration(model.First());
        model.BeginMigration(model.First());
        model.EndMigration(model.First());
        Actions(model).ShouldBe(["live-migration", "live_migration_cancel", "live-migration", "live_migration_force_complete"]);
    }

    [Test]
    public void A_guest_that_panics_on_its_way_is_stopped()
    {
        var model = TestClouds.Of(1, 2, 1);
        model.BeginMigration(model.First());
        model.Crash(model.First(), Domains.OnCrash.Destroy);
        Actions(model).ShouldBe(["live-migration", "stop"]);
    }

    [Test]
    public void What_people_do_on_a_host_is_no_action_until_nova_stops_the_server()
    {
        var model = TestClouds.Of(1, 1, 1);
        var id = model.First();
        model.SuspendDomain(From, id);
        model.ResumeDomain(From, id);
        model.RebootDomain(From, id);
        model.DestroyDomain(From, id);
        model.StartDomain(From, id);
        model.DestroyDomain(From, id);
        Actions(model).ShouldBeEmpty();
        model.SyncPowerStates();
        Actions(model).ShouldBe(["stop"]);
    }

    [Test]
    public void What_an_administrator_says_of_a_server_is_no_action_and_a_reboot_that_mends_it_is()
    {
        var model = TestClouds.Of();
        model.ResetState(model.First(), VmState.Error);
        model.ResetState(model.First(), VmState.Active);
        model.ResetState(model.First(), VmState.Error);
        model.Reboot(model.First());
        Actions(model).ShouldBe(["reboot"]);
    }

    [TestCase(null, VmState.Active)]
    [TestCase("No valid host was found.", VmState.Error)]
    public void A_server_is_created_once_also_when_that_takes_time_or_fails(string? fault, VmState state)
    {
        var model = TestClouds.Of(1, 1, 0);
        var id = model.BeginCreate(new ServerSpec("slow"), TimeSpan.FromSeconds(8), fault).Id;
        Actions(model).ShouldBe(["create"]);
        model.Clock.Advance(TimeSpan.FromSeconds(8));
        model.State.Server(id).VmState.ShouldBe(state);
        Actions(model).ShouldBe(["create"]);
    }

    private static IEnumerable<string> Actions(CloudModel model) => model.State.Estate.Actions.Select(a => a.Action);
}
