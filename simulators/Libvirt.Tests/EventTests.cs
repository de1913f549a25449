using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

internal sealed class EventTests
{
    private LibvirtSimulator _simulator = null!;

    private CloudModel Cloud => _simulator.Model;

    private LibvirtServer Server => _simulator[TestHosts.First];

    [SetUp]
    public async Task StartAsync() => _simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(3, hosts: 2));

    [TearDown]
    public async Task StopAsync()
    {
        Server.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task A_client_is_told_what_happens_in_order_under_the_number_of_its_callback()
    {
        using var client = await RawClient.OpenAsync(Server);
        (await RegisterAsync(client)).ShouldBe(0);
        (await RegisterAsync(client)).ShouldBe(1);
        var domain = Cloud.Domain("instance-00000001");
        Cloud.Pause(domain.Uuid);
        Cloud.Resume(domain.Uuid);
        Cloud.Stop(domain.Uuid);
        var seen = new List<(int, string, int, DomainEvent, int)>();
        for (var i = 0; i < 6; i++)
            seen.Add(await LifecycleAsync(client));
        seen.ShouldBe(
        [
            (0, domain.Name, 1, DomainEvent.Suspended, 0), (1, domain.Name, 1, DomainEvent.Suspended, 0), (0, domain.Name, 1, DomainEvent.Resumed, 0),
            (1, domain.Name, 1, DomainEvent.Resumed, 0), (0, domain.Name, -1, DomainEvent.Stopped, 0), (1, domain.Name, -1, DomainEvent.Stopped, 0),
        ]);
    }

    [Test]
    public async Task A_callback_for_one_domain_is_not_told_of_others()
    {
        using var client = await RawClient.OpenAsync(Server);
        await RegisterAsync(client, Cloud.Domain("instance-00000002"));
        Cloud.Pause(Cloud.Domain("instance-00000001").Uuid);
        Cloud.Pause(Cloud.Domain("instance-00000002").Uuid);
        (await LifecycleAsync(client)).Name.ShouldBe("instance-00000002");
    }

    [Test]
    public async Task Who_has_unregistered_is_told_nothing_more()
    {
        using var client = await RawClient.OpenAsync(Server);
        await RegisterAsync(client);
        var (header, _) = await client.AskAsync(Procedure.ConnectDomainEventCallbackDeregisterAny, RawClient.Payload(w => w.Int(0)));
        header.Status.ShouldBe(PacketStatus.Ok);
        Cloud.Pause(Cloud.Domain("instance-00000001").Uuid);
        // An event would come before this answer, or the next event would be the first.
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        (await RegisterAsync(client)).ShouldBe(1);
        Cloud.Resume(Cloud.Domain("instance-00000001").Uuid);
        (await LifecycleAsync(client)).Event.ShouldBe(DomainEvent.Resumed);
        (await client.AskAsync(Procedure.ConnectDomainEventCallbackDeregisterAny, RawClient.Payload(w => w.Int(0)))).Header.Status.ShouldBe(PacketStatus.Error);
    }

    [Test]
    public async Task Who_registered_for_another_kind_or_at_another_host_is_told_nothing()
    {
        using var client = await RawClient.OpenAsync(Server);
        await RegisterAsync(client, kind: 1);
        using var other = await RawClient.OpenAsync(_simulator["compute-0002"]);
        await RegisterAsync(other);
        Cloud.Pause(Cloud.Domain("instance-00000001").Uuid);
        (await RegisterAsync(client)).ShouldBe(1);
        var there = Cloud.State.Host("compute-0002").Domains.All.First();
        Cloud.Pause(there.Uuid);
        (await LifecycleAsync(other)).Name.ShouldBe(there.Name);
    }

    [TestCase(-1)]
    [TestCase(27)]
    public async Task A_kind_that_does_not_exist_is_refused(int kind)
    {
        using var client = await RawClient.OpenAsync(Server);
        var (header, _) = await client.AskAsync(Procedure.ConnectDomainEventCallbackRegisterAny, Registration(kind, null));
        header.Status.ShouldBe(PacketStatus.Error);
    }

    [Test]
    public async Task An_event_has_the_bytes_of_a_recorded_one()
    {
        using var client = await RawClient.OpenAsync(Server);
        await RegisterAsync(client);
        var domain = Cloud.Domain("instance-00000001");
        Cloud.Pause(domain.Uuid);
        var (header, payload) = await client.ReceiveAsync();
        // virsh-event-lifecycle.jsonl: program, version, procedure 318, MESSAGE, serial 1, OK.
        header.ShouldBe(new PacketHeader(header.Length, Programs.Remote, 1, 318, PacketType.Message, 1, PacketStatus.Ok));
        payload.ShouldBe(RawClient.Payload(w =>
        {
            w.Int(0);
            w.Domain(domain.Name, domain.Uuid, 1);
            w.Int(3);
            w.Int(0);
        }));
    }

    [Test]
    public async Task A_reboot_from_inside_is_told_to_those_who_wait_for_one()
    {
        using var client = await RawClient.OpenAsync(Server);
        await RegisterAsync(client, kind: 1);
        var domain = Cloud.Domain("instance-00000001");
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)Procedure.DomainReboot, PacketType.Call, 77, PacketStatus.Ok), RawClient.Payload(w =>
        {
            w.Domain(domain.Name, domain.Uuid, domain.Id);
            w.UInt(0);
        })));
        var packets = new[] { (await client.ReceiveAsync()).Header, (await client.ReceiveAsync()).Header };
        packets.Select(p => (p.Procedure, p.Type)).ShouldBe([(27, PacketType.Reply), (319, PacketType.Message)], ignoreOrder: true);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_migration_tells_its_passes_its_end_and_its_states(bool atOnce)
    {
        using var client = await RawClient.OpenAsync(Server);
        foreach (var kind in new[] { 0, 20, 21 })
            await RegisterAsync(client, kind: kind);
        var domain = Cloud.Domain("instance-00000001");
        Cloud.Migrate(domain.Uuid, "compute-0002", MigrationPlan.Lasting(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)));
        if (!atOnce)
            Cloud.Clock.Advance(TimeSpan.FromSeconds(9));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(atOnce ? 10 : 1));
        var seen = new List<(int Procedure, int Third)>();
        for (var i = 0; i < 5; i++)
        {
            var (header, payload) = await client.ReceiveAsync();
            var reader = new XdrReader(payload);
            reader.Int();
            reader.Domain().Uuid.ShouldBe(domain.Uuid);
            seen.Add((header.Procedure, reader.Int()));
        }

        // The first pass; the last one with the guest standing; done; gone.
        seen.Select(s => s.Procedure).ShouldBe([359, 359, 318, 363, 318]);
        (seen[0].Third, seen[1].Third, seen[2].Third, seen[4].Third).ShouldBe((1, 2, (int)DomainEvent.Suspended, (int)DomainEvent.Stopped));
    }

    private static byte[] Registration(int kind, Domain? domain) => RawClient.Payload(w =>
    {
        w.Int(kind);
        w.Flag(domain is not null);
        if (domain is not null)
            w.Domain(domain.Name, domain.Uuid, domain.Id);
    });

    private static async Task<int> RegisterAsync(RawClient client, Domain? domain = null, int kind = 0)
    {
        var (header, payload) = await client.AskAsync(Procedure.ConnectDomainEventCallbackRegisterAny, Registration(kind, domain));
        header.Status.ShouldBe(PacketStatus.Ok);
        return new XdrReader(payload).Int();
    }

    private static async Task<(int Callback, string Name, int Id, DomainEvent Event, int Detail)> LifecycleAsync(RawClient client)
    {
        var (header, payload) = await client.ReceiveAsync();
        header.Procedure.ShouldBe((int)Procedure.DomainEventCallbackLifecycle);
        var reader = new XdrReader(payload);
        var callback = reader.Int();
        var domain = reader.Domain();
        return (callback, domain.Name, domain.Id, (DomainEvent)reader.Int(), reader.Int());
    }
}
