using System.Net;
using System.Net.Sockets;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>What may happen on the wire while everybody is honest.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConnectionTests
{
    private const int Info = 16;
    private static readonly string[] Expected = [.. Recording.Metrics("inovex-2.2.0-full-sim").Where(line => !line.Contains("promhttp_", StringComparison.Ordinal))];
    private readonly Func<RpcCall, byte[]?> _script = Recording.Read("inovex-2.2.0-full-sim").Script();

    [Test]
    public async Task Replies_out_of_order_find_their_calls(CancellationToken cancel)
    {
        byte[]? first = null;
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure != Info)
                return _script(call);
            if (first is not null)
                return [.. _script(call)!, .. first];
            first = _script(call);
            return null;
        });

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path, collects: 2), cancel: cancel);

        Recording.Without(text).ShouldBe(Expected);
    }

    [Test]
    public async Task A_reply_in_single_bytes_is_put_together(CancellationToken cancel)
    {
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            foreach (var piece in _script(call)!.Chunk(call.Procedure == 14 ? 1000 : 1))
                call.Peer.Send(piece);
            return null;
        });

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), cancel: cancel);

        Recording.Without(text).ShouldBe(Expected);
    }

    [Test]
    public async Task Events_keepalive_and_replies_to_nobody_are_passed_over(CancellationToken cancel)
    {
        await using var libvirt = new ScriptedLibvirt(call =>
        [
            .. RpcCall.Packet(0x6b656570, 1, 2, 0, 0, []),
            .. RpcCall.Packet(0x20008086, 318, 2, call.Serial, 0, new byte[64]),
            .. RpcCall.Packet(0x20008086, call.Procedure, 1, call.Serial + 1000, 0, new byte[8]),
            .. RpcCall.Packet(0x20008087, call.Procedure, 1, call.Serial, 0, new byte[8]),
            .. _script(call)!,
        ]);

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), cancel: cancel);

        Recording.Without(text).ShouldBe(Expected);
    }

    [Test]
    public async Task A_connection_lost_half_way_leaves_what_was_seen(CancellationToken cancel)
    {
        var log = new StringWriter();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure != 163)
                return _script(call);
            call.Peer.Shutdown(SocketShutdown.Both);
            return null;
        });

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), log: log, cancel: cancel);

        text.Series("libvirt_up").ShouldBe(["libvirt_up 1"]);
        text.Series("libvirt_domain_interface_stats_info{").Length.ShouldBe(2);
        text.Series("libvirt_domain_memory_stats").ShouldBeEmpty();
        text.Series("libvirt_domain_timed_out").ShouldBeEmpty();
        log.ToString().ShouldContain("call to DomainGetJobInfo was lost with the connection");
    }

    [Test]
    public async Task A_host_that_is_not_there_is_down()
    {
        var log = new StringWriter();

        var text = await Scraping.ScrapeAsync(Scraping.Options("/nowhere/libvirt-sock"), log: log);

        text.ShouldBe("# HELP libvirt_up Whether scraping libvirt's metrics was successful.\n# TYPE libvirt_up gauge\nlibvirt_up 0\n");
        log.ToString().ShouldContain("level=ERROR msg=\"failed to connect\" err=\"/nowhere/libvirt-sock: there is no such socket\"");
    }

    [Test]
    public async Task A_host_on_tcp_that_refuses_is_down()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var text = await Scraping.ScrapeAsync(Scraping.Options($"qemu+tcp://127.0.0.1:{port}/system"));

        text.Series("libvirt_").ShouldBe(["libvirt_up 0"]);
    }

    [TestCase(new[] { 2 }, new[] { 66, 70, 1, 2 })]
    [TestCase(new[] { 1, 2, 0 }, new[] { 66, 70, 1, 2 })]
    [TestCase(new[] { 0, 2 }, new[] { 66, 1, 2 })]
    [TestCase(new int[0], new[] { 66, 1, 2 })]
    public async Task Polkit_is_asked_for_when_the_server_wants_it(int[] methods, int[] calls)
    {
        await using var libvirt = new ScriptedLibvirt(call => call.Procedure switch
        {
            66 => call.Reply([.. RpcCall.Word((uint)methods.Length), .. methods.SelectMany(method => RpcCall.Word((uint)method))]),
            70 => call.Reply(RpcCall.Word(1)),
            _ => call.Reply([]),
        });
        var exporter = new StandIns.LibvirtExporter.Exporter(Scraping.Options(libvirt.Path), TimeProvider.System, new(TextWriter.Null, TimeProvider.System));

        (await exporter.IsHealthyAsync(CancellationToken.None)).ShouldBeTrue();

        libvirt.Calls.Select(call => call.Procedure).ShouldBe(calls);
    }

    [TestCase(66)]
    [TestCase(1)]
    public async Task A_server_that_refuses_to_open_is_down_and_ill(int procedure)
    {
        await using var libvirt = new ScriptedLibvirt(call => call.Procedure == procedure ? call.Refuse(45, "authentication failed") : _script(call));
        var exporter = new StandIns.LibvirtExporter.Exporter(Scraping.Options(libvirt.Path), TimeProvider.System, new(TextWriter.Null, TimeProvider.System));

        (await exporter.IsHealthyAsync(CancellationToken.None)).ShouldBeFalse();
        using var text = await exporter.ScrapeAsync(CancellationToken.None);

        text.ToString().Series("libvirt_").ShouldBe(["libvirt_up 0"]);
    }
}
