using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The recorded host's names and uuids beside ours, as they stand on the wire.</summary>
internal sealed class Exchange
{
    private readonly List<(string Recorded, string Ours)> _pairs = [];

    /// <summary>Takes the recorded names from the session itself, and ours from the simulator.</summary>
    public static async Task<Exchange> BetweenAsync(CloudModel model, LibvirtServer server, RecordedPacket[] packets)
    {
        var exchange = new Exchange();
        using var client = await RawClient.OpenAsync(server);
        var list = RawClient.Payload(w =>
        {
            w.Int(1);
            w.Int(0);
        });
        exchange.AddNamed(packets, 281, (await client.AskAsync(Procedure.ConnectListAllStoragePools, list)).Payload);
        exchange.AddNamed(packets, 283, (await client.AskAsync(Procedure.ConnectListAllNetworks, list)).Payload);
        var first = model.Domain("instance-00000001");
        if (model.State.Host(TestHosts.First).Domains.TryGet("instance-00000002", out var second))
        {
            // The session with all statistics: its two domains have the names of ours.
            exchange.Add("6513270e269e4d37b2a74de452e6b438", w => w.Uuid(first.Uuid));
            exchange.Add("099950d836f645cc81e74ef5e8e25d94", w => w.Uuid(second.Uuid));
            return exchange;
        }

        exchange.Add("0000000474657374", w => w.Text(first.Name));
        exchange.Add("6695eb01f6a4830479aa97f2502e193f", w => w.Uuid(first.Uuid));
        exchange.Add(Convert.ToHexStringLower(RawClient.Payload(w => w.Text("testnet0"))), w => w.Text(first.Nics[0].Target));
        return exchange;
    }

    public byte[] ToOurs(RecordedPacket packet)
    {
        if (packet is { IsCall: true, Header.Procedure: (int)Procedure.ConnectOpen })
            return RawClient.OpenPayload("qemu:///system");
        return Convert.FromHexString(_pairs.Aggregate(Convert.ToHexStringLower(packet.Payload), (hex, pair) => hex.Replace(pair.Recorded, pair.Ours, StringComparison.Ordinal)));
    }

    public byte[] ToRecorded(byte[] payload) =>
        Convert.FromHexString(_pairs.Aggregate(Convert.ToHexStringLower(payload), (hex, pair) => hex.Replace(pair.Ours, pair.Recorded, StringComparison.Ordinal)));

    // A list has a count, then name and uuid, then the count again.
    private void AddNamed(RecordedPacket[] packets, int procedure, byte[] ours)
    {
        if (packets.FirstOrDefault(p => !p.FromClient && p.Header.Procedure == procedure) is { } recorded)
            _pairs.Add((Convert.ToHexStringLower(recorded.Payload[4..^4]), Convert.ToHexStringLower(ours[4..^4])));
    }

    private void Add(string recorded, Action<XdrWriter> ours) => _pairs.Add((recorded, Convert.ToHexStringLower(RawClient.Payload(ours))));
}
