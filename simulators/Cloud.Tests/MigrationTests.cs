using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class MigrationTests
{
    [Test]
    public void While_a_server_moves_its_new_host_has_a_paused_domain_that_waits()
    {
        var model = TestClouds.Of(1, 2);
        var (server, to) = Start(model);
        server.Status.ShouldBe(ServerStatus.Migrating);
        server.Host.ShouldNotBe(to);
        model.State.DomainOf(server.Id).Status.State.ShouldBe(DomainState.Running);
        model.State.Host(to).Domains.TryGet(server.Id, out var twin).ShouldBeTrue();
        twin!.Status.ShouldBe(DomainStatus.PausedForMigration);
        twin.Nova.ShouldBe(model.State.DomainOf(server.Id).Nova);
        model.State.Estate.Migrations.ShouldHaveSingleItem().Status.ShouldBe("running");
    }

    [Test]
    public void A_server_that_has_moved_runs_on_its_new_host_only()
    {
        var model = TestClouds.Of(1, 2);
        var (server, to) = Start(model);
        var now = model.EndMigration(server.Id);
        now.Host.ShouldBe(to);
        now.Zone.ShouldBe(model.State.Host(to).Zone);
        now.Status.ShouldBe(ServerStatus.Active);
        model.State.Host(server.Host).Domains.TryGet(server.Id, out _).ShouldBeFalse();
        model.State.DomainOf(server.Id).Status.ShouldBe(DomainStatus.Migrated);
        model.State.Ports[server.Ports[0]].Host.ShouldBe(to);
        model.State.Estate.Migrations.ShouldHaveSingleItem().Status.ShouldBe("completed");
        model.State.Estate.Actions.ShouldHaveSingleItem().Action.ShouldBe("live-migration");
    }

    [Test]
    public void A_move_that_is_given_up_leaves_the_server_as_it_was()
    {
        var model = TestClouds.Of(1, 2);
        var before = model.State.DomainOf(model.First());
        var (server, to) = Start(model);
        model.AbortMigration(server.Id).Status.ShouldBe(ServerStatus.Active);
        model.State.DomainOf(server.Id).ShouldBe(before);
        model.State.Host(to).Domains.TryGet(server.Id, out _).ShouldBeFalse();
        model.State.Estate.Migrations.ShouldHaveSingleItem().Status.ShouldBe("error");
    }

    [Test]
    public void A_paused_server_stays_paused_when_it_moves()
    {
        var model = TestClouds.Of(1, 2);
        model.Pause(model.First());
        model.Migrate(model.First()).VmState.ShouldBe(VmState.Paused);
        model.State.DomainOf(model.First()).Status.State.ShouldBe(DomainState.Paused);
    }

    [Test]
    public void A_server_that_is_deleted_on_its_way_is_nowhere()
    {
        var model = TestClouds.Of(1, 2);
        var (server, _) = Start(model);
        model.Delete(server.Id);
        model.State.Hosts.Values.ShouldAllBe(h => h.Domains.All.All(d => d.Uuid != server.Id));
        model.State.Estate.Migrations.ShouldHaveSingleItem().Status.ShouldBe("error");
    }

    [Test]
    public void Nothing_else_is_done_with_a_server_on_its_way()
    {
        var model = TestClouds.Of(1, 2);
        var (server, _) = Start(model);
        Should.Throw<CloudException>(() => model.Stop(server.Id)).Message.ShouldBe($"Cannot 'stop' instance {server.Id} while it is in task_state migrating");
        Should.Throw<CloudException>(() => model.BeginMigration(server.Id)).Refusal.ShouldBe(Refusal.Conflict);
    }

    [Test]
    public void A_server_cannot_move_to_where_it_is_or_nowhere()
    {
        var model = TestClouds.Of(1, 2);
        var server = model.State.Server(model.First());
        Should.Throw<CloudException>(() => model.BeginMigration(server.Id, server.Host)).Refusal.ShouldBe(Refusal.Conflict);
        Should.Throw<CloudException>(() => model.BeginMigration(server.Id, "no-such-host")).Refusal.ShouldBe(Refusal.NotFound);
        Should.Throw<CloudException>(() => model.EndMigration(server.Id)).Refusal.ShouldBe(Refusal.Conflict);
        Should.Throw<CloudException>(() => TestClouds.Of().BeginMigration(TestClouds.Of().First())).Refusal.ShouldBe(Refusal.Conflict);
    }

    [Test]
    public void A_server_whose_kernel_has_panicked_cannot_move()
    {
        var model = TestClouds.Of(1, 2);
        model.Crash(model.First(), OnCrash.Preserve);
        Should.Throw<CloudException>(() => model.BeginMigration(model.First())).Refusal.ShouldBe(Refusal.Conflict);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_resized_server_has_a_domain_of_its_new_flavour(bool running)
    {
        var model = TestClouds.Of();
        if (!running)
            model.Stop(model.First());
        var state = model.State.Server(model.First()).VmState;
        var server = model.Resize(model.First(), "gp.0.16.64");
        server.VmState.ShouldBe(state);
        var domain = model.State.DomainOf(server.Id);
        domain.IsActive.ShouldBe(running);
        domain.Vcpus.Length.ShouldBe(16);
        domain.MemoryKiB.ShouldBe(65_536L * 1024);
        domain.Nova.Flavour.ShouldBe(server.Flavour);
        domain.Load.Vcpus.Length.ShouldBe(16);
        Should.Throw<CloudException>(() => model.Resize(server.Id, "gp.0.16.64")).Refusal.ShouldBe(Refusal.Conflict);
    }

    private static (Server Server, string To) Start(CloudModel model)
    {
        var server = model.BeginMigration(model.First());
        return (server, server.Destination!);
    }
}
