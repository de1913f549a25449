using System.Text.Json;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>A packet of a recorded session between a real client and libvirtd 9.0.0.</summary>
internal sealed record RecordedPacket(bool FromClient, PacketHeader Header, byte[] Payload)
{
    public bool IsCall => Header is { Program: Programs.Remote, Type: PacketType.Call };

    public bool IsError => Header.Status == PacketStatus.Error;
}

internal static class Recording
{
    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings");

    /// <summary>A session's packets; an answer that the recorder wrote down before its call comes after it.</summary>
    public static RecordedPacket[] Read(string name)
    {
        var packets = new List<RecordedPacket>();
        var early = new List<RecordedPacket>();
        foreach (var packet in File.ReadLines(Path.Combine(Folder, $"{name}.jsonl")).Select(Parse))
        {
            var answers = packet.Header is { Program: Programs.Remote, Type: PacketType.Reply };
            if (answers && !packets.Any(p => p.IsCall && p.Header.Serial == packet.Header.Serial))
            {
                early.Add(packet);
                continue;
            }

            packets.Add(packet);
            packets.AddRange(early.Where(p => packet.IsCall && p.Header.Serial == packet.Header.Serial));
        }

        return [.. packets];
    }

    private static RecordedPacket Parse(string line)
    {
        var m = JsonDocument.Parse(line).RootElement;
        return new RecordedPacket(m.GetProperty("dir").GetString() == "C>S",
            new PacketHeader(m.GetProperty("len").GetUInt32(), Convert.ToUInt32(m.GetProperty("program").GetString(), 16), m.GetProperty("version").GetUInt32(),
                m.GetProperty("procedure").GetInt32(), (PacketType)m.GetProperty("type").GetInt32(), m.GetProperty("serial").GetUInt32(),
                (PacketStatus)m.GetProperty("status").GetInt32()),
            Convert.FromHexString(m.GetProperty("payload").GetString()!));
    }
}
