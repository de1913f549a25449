using System.Text.Json;
using System.Text.RegularExpressions;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>Our answers beside those of libvirtd 9.0.0, byte for byte.</summary>
internal sealed partial class RecordedTests
{
    private LibvirtSimulator _simulator = null!;

    private LibvirtServer Server => _simulator[TestHosts.First];

    [OneTimeSetUp]
    public async Task StartAsync() => _simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud());

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase("unknown procedure 9999", Programs.Remote, 1u, 9999, "", true)]
    [TestCase("procedure 0", Programs.Remote, 1u, 0, "", true)]
    [TestCase("unknown program", 0x12345678u, 1u, 1, "", true)]
    [TestCase("lxc program", Programs.Lxc, 1u, 1, "", true)]
    [TestCase("qemu program monitor", Programs.Qemu, 1u, 1, "", true)]
    [TestCase("wrong version", Programs.Remote, 2u, 59, "", true)]
    [TestCase("short payload", Programs.Remote, 1u, 23, "000000ff", true)]
    [TestCase("hostname before open", Programs.Remote, 1u, 59, "", false)]
    [TestCase("feature 14 before open", Programs.Remote, 1u, 60, "0000000e", false)]
    [TestCase("open unknown uri", Programs.Remote, 1u, 1, "00000001000000106e6f737563683a2f2f2f73797374656d00000000", false)]
    public async Task An_error_is_libvirtds_error_byte_for_byte(string probe, uint program, uint version, int procedure, string payload, bool open)
    {
        using var client = open ? await RawClient.OpenAsync(Server) : await RawClient.ConnectAsync(Server);
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, program, version, procedure, PacketType.Call, 3, PacketStatus.Ok), Convert.FromHexString(payload)));
        var (header, answer) = await client.ReceiveAsync();
        header.ShouldBe(new PacketHeader(header.Length, program, version, procedure, PacketType.Reply, 3, PacketStatus.Error));
        Convert.ToHexStringLower(answer).ShouldBe(Probes()[probe]);
    }

    [Test]
    public async Task A_second_open_and_a_wrong_status_are_refused_byte_for_byte()
    {
        using var client = await RawClient.OpenAsync(Server);
        var (_, twice) = await client.AskAsync(Procedure.ConnectOpen, RawClient.OpenPayload("qemu:///system"));
        Convert.ToHexStringLower(twice).ShouldBe(Probes()["open twice"]);
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, 59, PacketType.Call, 3, PacketStatus.Error), []));
        Convert.ToHexStringLower((await client.ReceiveAsync()).Payload).ShouldBe(Probes()["call status=1"]);
    }

    [Test]
    public async Task Features_are_those_of_libvirtd()
    {
        using var client = await RawClient.OpenAsync(Server);
        var answered = new List<int>();
        for (var feature = 1; feature <= 17; feature++)
        {
            var (_, answer) = await client.AskAsync(Procedure.ConnectSupportsFeature, RawClient.Payload(w => w.Int(feature)));
            if (answer is [0, 0, 0, 1])
                answered.Add(feature);
        }

        answered.ShouldBe([8, 9, 10, 14, 15, 16]);
    }

    [TestCase("virsh-list-all.jsonl", 8)]
    [TestCase("kumina-scrape.jsonl", 5)]
    public async Task The_handshake_of_a_recorded_session_gets_the_same_bytes(string recording, int calls)
    {
        int[] handshake = [66, 60, 1, 360, 361, 2];
        var messages = File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", recording))
            .Select(line => JsonDocument.Parse(line).RootElement).Where(m => handshake.Contains(m.GetProperty("procedure").GetInt32())).ToArray();
        var asked = messages.Where(m => m.GetProperty("dir").GetString() == "C>S").ToArray();
        var said = messages.Where(m => m.GetProperty("dir").GetString() == "S>C").ToDictionary(m => m.GetProperty("serial").GetUInt32());
        asked.Length.ShouldBe(calls);

        using var client = await RawClient.ConnectAsync(Server);
        foreach (var call in asked)
        {
            var procedure = call.GetProperty("procedure").GetInt32();
            // The recordings were made with the test driver; its name is all that differs.
            var payload = procedure == 1 ? RawClient.OpenPayload("qemu:///system") : Bytes(call);
            var serial = call.GetProperty("serial").GetUInt32();
            await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, procedure, PacketType.Call, serial, PacketStatus.Ok), payload));
            var (header, answer) = await client.ReceiveAsync();
            header.ShouldBe(new PacketHeader(said[serial].GetProperty("len").GetUInt32(), Programs.Remote, 1, procedure, PacketType.Reply, serial, PacketStatus.Ok));
            answer.ShouldBe(Bytes(said[serial]));
        }
    }

    private static byte[] Bytes(JsonElement message) => Convert.FromHexString(message.GetProperty("payload").GetString()!);

    private static Dictionary<string, string> Probes()
    {
        var probes = new Dictionary<string, string>();
        var name = "";
        foreach (var line in File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", "libvirtd-error-probes.txt")))
        {
            if (Hex().Match(line) is { Success: true } hex)
                probes[name] = hex.Groups[1].Value;
            else
                name = line.Split(" | ")[0];
        }

        return probes;
    }

    [GeneratedRegex("^   hex ([0-9a-f]+)$")]
    private static partial Regex Hex();
}
