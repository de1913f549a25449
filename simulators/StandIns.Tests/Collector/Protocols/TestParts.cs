using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols;

/// <summary>What the parts under test are made from.</summary>
internal static class TestParts
{
    public static PartContext Context(string id, string yaml, List<string>? log = null, TimeProvider? clock = null)
    {
        void Write(string line)
        {
            if (log is null)
                return;
            lock (log)
                log.Add(line);
        }

        return new PartContext(id, ConfigNode.Parse("test.yaml", yaml), new SelfMetrics(), Write, clock ?? TimeProvider.System);
    }

    public static string Recorded(string name, [CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "Recordings", name);
}

/// <summary>A consumer that keeps what it is given, or answers as told.</summary>
internal sealed class Kept<T> : IConsumer<T>
{
    private readonly Channel<T> _next = Channel.CreateUnbounded<T>();

    public ConcurrentQueue<T> Batches { get; } = new();

    public Handed Answer { get; set; } = Handed.Taken;

    public ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        if (Answer.Outcome == Handing.Taken)
        {
            Batches.Enqueue(batch);
            _next.Writer.TryWrite(batch);
        }

        return ValueTask.FromResult(Answer);
    }

    /// <summary>The next batch that was not asked for yet; waits for it.</summary>
    public async Task<T> NextAsync() => await _next.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
