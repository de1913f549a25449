using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Validation.Harness;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>A server that wants to break its client: every scrape ends and what it says is still the text format.</summary>
[CancelAfter(120_000)]
public sealed partial class HostileHostTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(25);

    [Test]
    public async Task Damaged_packets_neither_hang_nor_crash_the_exporter([Values(1ul, 2ul, 3ul, 4ul)] ulong seed, CancellationToken cancel)
    {
        var random = new Seed(seed).Random("hostile libvirt");
        var script = Recording.Read("inovex-2.2.0-edge").Script();
        var scrapes = 0;
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            lock (random)
                return random.Next(12) == 0 ? Damage(script(call)!, call, random) : script(call);
        });
        var options = Scraping.Options(libvirt.Path, collects: 4) with { CallLimit = Limit };

        for (; scrapes < 30; scrapes++)
            WellFormed(await Scraping.ScrapeAsync(options, cancel: cancel));

        scrapes.ShouldBe(30);
    }

    [TestCase(0u)]
    [TestCase(27u)]
    [TestCase(33_554_437u)]
    [TestCase(0xFFFFFFFFu)]
    public async Task A_packet_of_an_impossible_length_ends_the_connection(uint length, CancellationToken cancel)
    {
        var log = new StringWriter();
        await using var libvirt = new ScriptedLibvirt(call => [.. RpcCall.Word(length), .. new byte[60]]);

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), log: log, cancel: cancel);

        text.Series("libvirt_").ShouldBe(["libvirt_up 0"]);
        log.ToString().ShouldContain("the server has sent a packet of an impossible length");
    }

    [Test]
    public async Task A_list_that_claims_more_than_it_holds_is_no_list([Values(273, 281)] int procedure, [Values(3u, 16_385u, 0x7FFFFFFFu, 0xFFFFFFFFu)] uint count, CancellationToken cancel)
    {
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            var answer = script(call)!;
            if (call.Procedure == procedure)
                BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(28), count);
            return answer;
        });

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), cancel: cancel);

        text.Series("libvirt_").ShouldBe(procedure == 273 ? ["libvirt_up 1"] : ["libvirt_domains 2", "libvirt_up 1"]);
    }

    [Test]
    public async Task A_server_that_says_nothing_is_down_after_the_limit_of_a_call(CancellationToken cancel)
    {
        await using var libvirt = new ScriptedLibvirt(call => null);

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path) with { CallLimit = Limit }, cancel: cancel);

        text.Series("libvirt_").ShouldBe(["libvirt_up 0"]);
    }

    [Test]
    public async Task Thirty_thousand_processors_are_sorted_and_written(CancellationToken cancel)
    {
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
            call.Procedure == 344 && call.Payload.AsSpan().EndsWith([.. RpcCall.Word(8), .. RpcCall.Word(0x20000000)]) ? call.Reply(Processors(call, 30_000)) : script(call));

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), cancel: cancel);

        text.Series("libvirt_domain_vcpu_state{").Length.ShouldBe(60_000);
        WellFormed(text);
    }

    private static byte[] Processors(RpcCall call, int count)
    {
        var bytes = new List<byte>([.. RpcCall.Word(1), .. call.Payload.AsSpan(4, call.Payload.Length - 12), .. RpcCall.Word((uint)count)]);
        for (var vcpu = count; vcpu > 0; vcpu--)
            bytes.AddRange([.. RpcCall.Word(16), .. Encoding.ASCII.GetBytes($"vcpu.{vcpu:00000}.state")[..16], .. RpcCall.Word(1), .. RpcCall.Word(1)]);
        return [.. bytes];
    }

    private static byte[]? Damage(byte[] packet, RpcCall call, Random random)
    {
        switch (random.Next(9))
        {
            case 0:
                return null;
            case 1:
                random.NextBytes(packet.AsSpan(random.Next(packet.Length)));
                return packet;
            case 2:
                packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
                return packet;
            case 3:
                BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(random.Next(packet.Length / 4) * 4), random.Next(int.MinValue, int.MaxValue));
                return packet;
            case 4:
                return call.Reply(packet.AsSpan(28, random.Next(packet.Length - 28)));
            case 5:
                return packet[..random.Next(packet.Length)];
            case 6:
                call.Peer.Close();
                return null;
            case 7:
                return call.Reply(packet.AsSpan(28), status: random.Next(-1, 4));
            default:
                return [.. packet, .. packet];
        }
    }

    private static void WellFormed(string text)
    {
        foreach (var line in text.Split('\n')[..^1])
            Line().IsMatch(line).ShouldBeTrue(line);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) libvirt_\w+ .+|libvirt_\w+(\{(\w+="([^"\\]|\\["\\n])*",?)+\})? (-?[0-9.]+(e[+-][0-9]{2,3})?|NaN|[+-]Inf))$""", RegexOptions.Singleline)]
    private static partial Regex Line();
}
