using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class ResizeTests
{
    private const string From = "compute-0001";
    private const string To = "compute-0002";

    [TestCase(From, true)]
    [TestCase(From, false)]
    [TestCase(To, true)]
    [TestCase(To, false)]
    public void A_resized_server_has_a_domain_of_its_new_flavour_and_waits_to_be_confirmed(string to, bool runs)
    {
        var (model, id) = Cloud(runs);
        var server = model.Resize(id, "gp.0.16.64", to, TimeSpan.FromSeconds(20));
        (ServerStates.TextOf(server.Status), server.Host, server.PowerState, ServerStates.TextOf(server.TaskState)).ShouldBe(("RESIZE", From, PowerState.Shutdown, "resize_migrating"));
        model.State.DomainOf(id).IsActive.ShouldBeFalse();
        model.Clock.Advance(TimeSpan.FromSeconds(20));
        server = model.State.Server(id);
        (ServerStates.TextOf(server.Status), server.Host, model.State.Migrations[1].StatusText, model.State.Migrations[1].KindText).ShouldBe(("VERIFY_RESIZE", to, "finished", "resize"));
        var domain = model.State.DomainOf(id);
        (domain.IsActive, domain.Vcpus.Length, domain.MemoryKiB, domain.Disks[0].Capacity, domain.Nova.Flavour, domain.Load.Vcpus.Length)
            .ShouldBe((runs, 16, 65_536L * 1024, 240L << 30, server.Flavour, 16));
        HasRemainder(model, id).ShouldBe(to == To);

        model.ConfirmResize(id).Status.ShouldBe(runs ? ServerStatus.Active : ServerStatus.Shutoff);
        HasRemainder(model, id).ShouldBeFalse();
        model.State.Migrations[1].StatusText.ShouldBe("confirmed");
        model.State.MigrationOf(id).ShouldBeNull();
    }

    [TestCase(From, true)]
    [TestCase(To, true)]
    [TestCase(To, false)]
    public void A_resize_that_is_taken_back_leaves_the_server_as_it_was(string to, bool runs)
    {
        var (model, id) = Cloud(runs);
        var (server, domain) = (model.State.Server(id), model.State.DomainOf(id));
        model.Resize(id, "gp.0.16.64", to);
        var back = model.RevertResize(id);
        (back.Host, back.Flavour, back.VmState, back.PowerState).ShouldBe((server.Host, server.Flavour, server.VmState, server.PowerState));
        var now = model.State.DomainOf(id);
        (now.MemoryKiB, now.Disks.Length, now.Disks[0].Capacity, now.IsActive).ShouldBe((domain.MemoryKiB, domain.Disks.Length, domain.Disks[0].Capacity, runs));
        now.Load.Vcpus.ShouldBe(domain.Load.Vcpus);
        model.State.Host(To).Domains.TryGet(id, out _).ShouldBeFalse();
        model.State.Migrations[1].StatusText.ShouldBe("reverted");
    }

    [Test]
    public void A_cold_migration_is_told_by_both_hosts()
    {
        var (model, id) = Cloud(true);
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.Resize(id, null, To);
        model.ConfirmResize(id);
        model.State.Migrations[1].KindText.ShouldBe("migration");
        told.Select(h => (h.Host, h.Event, h.Detail)).ShouldBe(
        [
            (From, DomainEvent.Stopped, 1), (To, DomainEvent.Defined, 0), (To, DomainEvent.Started, 0), (From, DomainEvent.Undefined, 0),
        ]);
    }

    [Test]
    public void A_server_that_is_deleted_while_it_waits_leaves_nothing_on_either_host()
    {
        var (model, id) = Cloud(true);
        model.Resize(id, "gp.0.16.64", To);
        model.Delete(id);
        model.State.Hosts.Values.SelectMany(h => h.Domains.All).ShouldAllBe(d => d.Uuid != id);
        model.State.Migrations[1].IsOpen.ShouldBeFalse();
    }

    [Test]
    public void What_is_no_change_or_not_allowed_is_refused()
    {
        var (model, id) = Cloud(true);
        Should.Throw<CloudException>(() => model.Resize(id, model.State.Server(id).Flavour.Name)).Refusal.ShouldBe(Refusal.BadRequest);
        Should.Throw<CloudException>(() => model.Resize(id, null)).Refusal.ShouldBe(Refusal.BadRequest);
        Should.Throw<CloudException>(() => model.Resize(id, "huge")).Refusal.ShouldBe(Refusal.NotFound);
        Should.Throw<CloudException>(() => model.ConfirmResize(id)).Message.ShouldBe($"Cannot 'confirmResize' instance {id} while it is in vm_state active");
        model.Resize(id, "gp.0.16.64");
        Should.Throw<CloudException>(() => model.Pause(id)).Message.ShouldContain("vm_state resized");
        Should.Throw<CloudException>(() => model.Migrate(id, To, new MigrationPlan())).Message.ShouldContain("vm_state resized");
    }

    [Test]
    public void A_server_is_in_build_without_a_domain_until_it_is_made()
    {
        var model = TestClouds.Of(1, 1, 0);
        var server = model.BeginCreate(new ServerSpec("slow"), TimeSpan.FromSeconds(8));
        (ServerStates.TextOf(server.Status), ServerStates.TextOf(server.TaskState), server.PowerState, model.State.Host(From).Domains.Count).ShouldBe(("BUILD", "spawning", PowerState.NoState, 0));
        Should.Throw<CloudException>(() => model.State.DomainOf(server.Id)).Refusal.ShouldBe(Refusal.NotFound);
        model.Clock.Advance(TimeSpan.FromSeconds(9));
        (model.State.Server(server.Id).Status, model.State.DomainOf(server.Id).Run.Mark).ShouldBe((ServerStatus.Active, TestClouds.Noon.AddSeconds(8)));
    }

    [Test]
    public void A_server_that_cannot_be_made_is_in_error_with_its_fault_and_can_only_be_deleted()
    {
        var model = TestClouds.Of(1, 1, 0);
        var id = model.BeginCreate(new ServerSpec("doomed"), TimeSpan.FromSeconds(3), "No valid host was found.").Id;
        model.Clock.Advance(TimeSpan.FromMinutes(1));
        (model.State.Server(id).Status, model.State.Server(id).Fault).ShouldBe((ServerStatus.Error, new ServerFault(500, "No valid host was found.", TestClouds.Noon.AddSeconds(3))));
        Should.Throw<CloudException>(() => model.Reboot(id));
        model.Delete(id);
        (model.State.Servers.Count, model.State.Due).ShouldBe((0, null));
    }

    [Test]
    public void A_server_that_is_deleted_while_it_is_made_never_has_a_domain()
    {
        var model = TestClouds.Of(1, 1, 0);
        model.Delete(model.BeginCreate(new ServerSpec("short"), TimeSpan.FromSeconds(3)).Id);
        model.Clock.Advance(TimeSpan.FromMinutes(1));
        model.State.Host(From).Domains.Count.ShouldBe(0);
    }

    [Test]
    public void A_soft_reboot_asks_the_guest_and_is_a_new_process_all_the_same()
    {
        var (model, id) = Cloud(true);
        var told = new List<DomainHappening>();
        using var watch = model.Watch(told.Add);
        model.SoftReboot(id).Status.ShouldBe(ServerStatus.Active);
        told.Select(h => (h.Event, h.Detail)).ShouldBe([(DomainEvent.Shutdown, 1), (DomainEvent.Stopped, 0), (DomainEvent.Started, 0)]);
        var domain = model.State.DomainOf(id);
        domain.CpuAt(domain.ElapsedAt(model.Clock.Now)).Time.ShouldBe(0);
        model.Pause(id);
        Should.Throw<CloudException>(() => model.SoftReboot(id)).Refusal.ShouldBe(Refusal.Conflict);
    }

    private static (CloudModel Model, Guid Id) Cloud(bool runs)
    {
        var model = TestClouds.Of(1, 2, 2);
        if (!runs)
            model.Stop(model.First());
        return (model, model.First());
    }

    private static bool HasRemainder(CloudModel model, Guid id) =>
        model.State.Host(From).Domains.TryGet(id, out var domain) && model.State.Server(id).Host != From && !domain.IsActive;
}
