using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class CloudModelTests
{
    [Test]
    public void The_same_seed_builds_the_same_cloud()
    {
        static string Describe(CloudModel m) => string.Join('\n', m.State.Servers.Values.OrderBy(s => s.Number)
            .Select(s => $"{s.Id} {s.Name} {s.Host} {s.Flavour.Name} {s.CreatedAt:O} {string.Join(',', s.Ports)} {string.Join(',', s.Volumes)} {m.State.DomainOf(s.Id).Nova.UserName}"));
        Describe(TestClouds.Of(7, 2, 4)).ShouldBe(Describe(TestClouds.Of(7, 2, 4)));
        Describe(TestClouds.Of(7, 2, 4)).ShouldNotBe(Describe(TestClouds.Of(8, 2, 4)));
    }

    [Test]
    public void Every_server_has_a_domain_of_the_same_uuid_on_its_host_named_by_its_number()
    {
        var model = TestClouds.Of(2, 3, 4);
        model.State.Servers.Count.ShouldBe(12);
        foreach (var server in model.State.Servers.Values)
        {
            var domain = model.State.DomainOf(server.Id);
            domain.Uuid.ShouldBe(server.Id);
            domain.Name.ShouldBe($"instance-{server.Number:x8}");
            domain.Nics.Select(n => n.PortId).ShouldBe(server.Ports);
            domain.Disks.Where(d => d.Kind == DiskKind.Rbd).Select(d => d.Serial).ShouldBe(server.Volumes.Select(v => v.ToString()));
            model.State.Host(server.Host).Domains.TryGet(domain.Id, out var byId).ShouldBeTrue();
            byId.ShouldBeSameAs(domain);
        }
    }

    [Test]
    public void All_virtual_cpus_of_a_domain_lie_in_one_numa_node()
    {
        var model = TestClouds.Of(2, 1, 40);
        var topology = model.Spec.Topology;
        foreach (var domain in model.State.Host("compute-0001").Domains.All)
            domain.Vcpus.Select(v => v.Cpu / topology.CpusPerNode).Distinct().Count().ShouldBe(1);
    }

    [Test]
    public void A_tap_device_is_named_by_the_first_eleven_characters_of_its_port()
    {
        var nic = new Nic(Guid.Parse("7c6a1f0e-3b52-4c0d-9d0e-2e9f4a6b8c01"), "fa:16:3e:4a:91:0c", "br-int", 1442);
        nic.Target.ShouldBe("tap7c6a1f0e-3b");
    }

    [Test]
    public void A_life_keeps_nova_and_libvirt_in_step()
    {
        var model = TestClouds.Of();
        var id = model.First();
        Agree(model, id, ServerStatus.Active, PowerState.Running, DomainStatus.Booted);
        model.Pause(id);
        Agree(model, id, ServerStatus.Paused, PowerState.Paused, DomainStatus.PausedByUser);
        model.Resume(id);
        Agree(model, id, ServerStatus.Active, PowerState.Running, DomainStatus.Unpaused);
        model.Stop(id);
        Agree(model, id, ServerStatus.Shutoff, PowerState.Shutdown, DomainStatus.ShutDown);
        model.State.DomainOf(id).Id.ShouldBe(-1);
        model.Start(id);
        Agree(model, id, ServerStatus.Active, PowerState.Running, DomainStatus.Booted);
    }

    [Test]
    public void A_crash_that_is_preserved_leaves_an_active_domain_in_state_crashed()
    {
        var model = TestClouds.Of();
        var id = model.First();
        var number = model.State.DomainOf(id).Id;
        model.Crash(id, OnCrash.Preserve);
        Agree(model, id, ServerStatus.Active, PowerState.Crashed, DomainStatus.Panicked);
        model.State.DomainOf(id).Id.ShouldBe(number);
        model.Reboot(id);
        Agree(model, id, ServerStatus.Active, PowerState.Running, DomainStatus.Booted);
    }

    [Test]
    public void A_crash_that_is_not_preserved_switches_the_server_off()
    {
        var model = TestClouds.Of();
        model.Crash(model.First(), OnCrash.Destroy);
        Agree(model, model.First(), ServerStatus.Shutoff, PowerState.Shutdown, DomainStatus.ShutoffByCrash);
        model.State.DomainOf(model.First()).IsActive.ShouldBeFalse();
    }

    [Test]
    public void What_the_state_does_not_allow_is_a_conflict_and_changes_nothing()
    {
        var model = TestClouds.Of();
        var id = model.First();
        model.Stop(id);
        var before = model.State;
        Should.Throw<CloudException>(() => model.Pause(id)).Refusal.ShouldBe(Refusal.Conflict);
        Should.Throw<CloudException>(() => model.Crash(id, OnCrash.Destroy)).Message.ShouldContain("vm_state stopped");
        model.State.ShouldBeSameAs(before);
    }

    [Test]
    public void A_new_server_runs_where_it_was_wanted_and_its_deletion_leaves_nothing_but_its_volume()
    {
        var model = TestClouds.Of(1, 2, 1);
        var server = model.Create(new ServerSpec("<web> & \"friends\"", Flavour: "gp.0.16.64", Host: "compute-0002"));
        server.DomainName.ShouldBe("instance-00000003");
        model.State.DomainOf(server.Id).Vcpus.Length.ShouldBe(16);
        model.Delete(server.Id);
        model.State.Servers.ShouldNotContainKey(server.Id);
        model.State.Ports.Values.ShouldNotContain(p => p.ServerId == server.Id);
        model.State.Host("compute-0002").Domains.TryGet(server.Id, out _).ShouldBeFalse();
        model.State.Volumes[server.Volumes[0]].Status.ShouldBe("available");
        Should.Throw<CloudException>(() => model.Start(server.Id)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [TestCase("")]
    [TestCase("a\u0001b")]
    [TestCase("a\ud800b")]
    public void A_name_that_no_api_would_take_is_refused(string name) =>
        Should.Throw<CloudException>(() => TestClouds.Of().Create(new ServerSpec(name))).Refusal.ShouldBe(Refusal.BadRequest);

    [Test]
    public void A_cloud_without_hosts_is_bad_input() =>
        Should.Throw<BadInputException>(() => TestClouds.Of(1, 0)).Message.ShouldContain("at least one host");

    [Test]
    public void Happenings_are_told_in_order_with_libvirts_numbers()
    {
        var model = TestClouds.Of();
        var told = new List<DomainHappening>();
        using (model.Watch(told.Add))
        {
            model.Pause(model.First());
            model.Resume(model.First());
            model.Crash(model.First(), OnCrash.Destroy);
        }

        model.Start(model.First());
        told.Select(h => (h.Number, h.Event, h.Detail)).ShouldBe(
        [
            (1, DomainEvent.Suspended, 0), (2, DomainEvent.Resumed, 0), (3, DomainEvent.Crashed, 0), (4, DomainEvent.Stopped, 2),
        ]);
        told.ShouldAllBe(h => h.Id == 1 && h.Host == "compute-0001");
    }

    [Test]
    public void Many_threads_at_once_get_numbers_of_their_own()
    {
        var model = TestClouds.Of(1, 1, 0);
        Parallel.For(0, 200, i => model.Create(new ServerSpec($"vm-{i}")));
        var domains = model.State.Host("compute-0001").Domains;
        domains.Active.Select(d => d.Id).ShouldBe(Enumerable.Range(1, 200));
        domains.All.Select(d => d.Uuid).Distinct().Count().ShouldBe(200);
        model.State.Ports.Values.SelectMany(p => p.Addresses).Distinct().Count().ShouldBe(200);
        model.State.Version.ShouldBe(201);
    }

    private static void Agree(CloudModel model, Guid id, ServerStatus status, PowerState power, DomainStatus domain)
    {
        var server = model.State.Server(id);
        (server.Status, server.PowerState, model.State.DomainOf(id).Status).ShouldBe((status, power, domain));
        ServerStates.PowerOf(domain.State).ShouldBe(power);
    }
}
