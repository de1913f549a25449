using System.Collections.Immutable;
using Validation.Backends.Exposition;
using Validation.Backends.Loki;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Steps.Logs;
using Validation.Steps.Run;

namespace Validation.Steps.Loss;

/// <summary>A lane of logs to the spare Loki, borrowed by one scenario at a time, with what each of its hops counted since then.</summary>
public sealed class SpareLane : IAsyncDisposable
{
    private static readonly OncePerRun<SemaphoreSlim> s_gate = new(_ => Task.FromResult(new SemaphoreSlim(1)));

    private readonly LokiClient _loki = new(Run.Bed[PipelinePlan.SpareLoki].Endpoint());
    private ExporterClient? _collector;
    private LaneCounts _before = LaneCounts.None;
    private LogWriter? _writer;
    private DateTimeOffset _begin;

    private static ValidationRun Run => ValidationRun.Current;

    /// <summary>The rows of what was written.</summary>
    public List<Sent<ItemRange>> Sent { get; } = [];

    /// <summary>Number of lines that were written.</summary>
    public long Written => Sent.Sum(s => s.Payload.Count);

    /// <summary>Name of the stream that is written.</summary>
    public string Stream => _writer!.Stream.Items.Name;

    /// <summary>Waits for its turn, then begins a stream whose first line has a time.</summary>
    /// <param name="old">How long ago that is.</param>
    /// <param name="program">Who writes. Loki takes no line that is hours older than another of the same program.</param>
    /// <param name="narrow">Whether the lane is the one with the short queue.</param>
    public async Task BorrowAsync(TimeSpan old, string program = "nova-compute", bool narrow = false)
    {
        // The lane's collector began with the run, as the daemon did: when that one has read a line, this one has looked, too.
        await LogBook.Current.ReadersAsync();
        using var deadline = Run.In(TimeSpan.FromMinutes(5));
        await (await s_gate.CurrentAsync()).WaitAsync(deadline.Token);
        var (collector, node) = narrow ? (PipelinePlan.NarrowCollector, Run.NarrowNode) : (PipelinePlan.SpareCollector, Run.SpareNode);
        _collector = new ExporterClient(Run.Bed[collector].Endpoint(), collector);
        _begin = Run.Clock.GetUtcNow() - old;
        var stream = new LogStream(Run.Signals.Items(Run.Signals.NewName("lane")), LogSource.Of(program), _begin, TimeSpan.FromMilliseconds(2));
        _writer = Run.Signals.FolderOf(node.Root).Writer(stream, Run.Signals.LedgerOf(stream.Items.Name));
        _before = await CountsAsync(deadline);
    }

    /// <summary>Writes the next lines.</summary>
    public async Task WriteAsync(int count, Deadline deadline) => Sent.Add(await _writer!.WriteAsync(Written, count, deadline));

    /// <summary>The hops of the lane, in the order of the way, and the counters as they were read.</summary>
    public async Task<(ImmutableArray<Hop> Hops, Evidence Raw)> HopsAsync(Deadline deadline)
    {
        var (now, rows) = (await CountsAsync(deadline), await RowsAsync(deadline));
        return (now.Since(_before, Sent.Where(s => s.Fate == Fate.Acknowledged).Sum(s => s.Payload.Count), rows.Length), now.Raw);
    }

    /// <summary>The hops of its collector alone, which answers also while Loki does not.</summary>
    public async Task<LaneCounts> CollectorAsync(Deadline deadline) => LaneCounts.Of(await _collector!.MetricsAsync(deadline), LaneCounts.NoAnswer);

    /// <summary>Forgets what the collector counted before: the process that counts now is another.</summary>
    public async Task CollectorIsAnotherAsync(Deadline deadline) => _before = LaneCounts.Of(LaneCounts.NoAnswer, await _loki.MetricsAsync(deadline));

    /// <summary>The numbers that Loki has.</summary>
    public async Task<SequenceSet> SeenAsync(Deadline deadline)
    {
        var seen = new SequenceSet(Written);
        foreach (var mark in await RowsAsync(deadline))
            seen.Add(mark.Seq);
        return seen;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _loki.Dispose();
        _collector?.Dispose();
        if (_writer is not null)
            (await s_gate.CurrentAsync()).Release();
        _writer = null;
    }

    private async Task<ImmutableArray<Mark>> RowsAsync(Deadline deadline)
    {
        var items = _writer!.Stream.Items;
        var window = LogWindow.Of(_begin - TimeSpan.FromMinutes(1), _begin + TimeSpan.FromMinutes(10));
        var lines = await _loki.QueryRangeAsync($"{{namespace=\"openstack\"}} |= \"{Mark.Prefix}{items.Name}/\"", window, deadline);
        return [.. lines.Value.Select(l => Mark.Find(l.Body)).OfType<Mark>().Where(m => m.IsOf(items) && m.Seq < Written)];
    }

    private async Task<LaneCounts> CountsAsync(Deadline deadline) =>
        LaneCounts.Of(await _collector!.MetricsAsync(deadline), await _loki.MetricsAsync(deadline));
}
