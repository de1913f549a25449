using System.Collections.Immutable;
using System.Text.Json;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>One recorded packet.</summary>
internal sealed record RecordedPacket(bool FromClient, int Procedure, uint Serial, int Status, byte[] Payload)
{
    public string Key => $"{Procedure} {Convert.ToHexStringLower(Payload)}";
}

/// <summary>A recorded session of the real exporter, and what it answered.</summary>
internal sealed record Recording(ImmutableArray<RecordedPacket> Packets)
{
    public IEnumerable<RecordedPacket> Calls => Packets.Where(packet => packet.FromClient);

    public static Recording Read(string name) => new(
    [
        .. File.ReadLines(PathOf(name + ".jsonl")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            var packet = json.RootElement;
            return new RecordedPacket(
                packet.GetProperty("dir").GetString() == "C>S", packet.GetProperty("procedure").GetInt32(), packet.GetProperty("serial").GetUInt32(),
                packet.GetProperty("status").GetInt32(), Convert.FromHexString(packet.GetProperty("payload").GetString()!));
        }),
    ]);

    /// <summary>The lines of an answer without those about the process and the Go runtime.</summary>
    public static string[] Metrics(string name) => Without(File.ReadAllText(PathOf(name + ".metrics.txt")));

    public static string[] Without(string text) =>
        [.. text.Split('\n').Where(line => !line.Replace("# HELP ", "", StringComparison.Ordinal).Replace("# TYPE ", "", StringComparison.Ordinal).StartsWith("go_", StringComparison.Ordinal)
            && !line.Replace("# HELP ", "", StringComparison.Ordinal).Replace("# TYPE ", "", StringComparison.Ordinal).StartsWith("process_", StringComparison.Ordinal))];

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Recordings", file);

    /// <summary>A script that answers every call as it was answered in the session; the same call again gets the next answer, then the last one.</summary>
    public Func<RpcCall, byte[]?> Script()
    {
        var open = Calls.ToDictionary(call => call.Serial, call => call.Key);
        var answers = Packets.Where(packet => !packet.FromClient).GroupBy(reply => open[reply.Serial]).ToDictionary(group => group.Key, group => new Queue<RecordedPacket>(group));
        return call =>
        {
            lock (answers)
            {
                if (!answers.TryGetValue(call.Key, out var queue))
                    return call.Refuse(42, $"not in the recording: {call.Key}");
                var answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
                return call.Reply(answer.Payload, answer.Status);
            }
        };
    }
}
