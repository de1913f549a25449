using Validation.Backends.Loki;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Steps.Run;

namespace Validation.Steps.Logs;

/// <summary>The numbered log of a program on the run's node, in a file of its own: what was written, and how it is asked for.</summary>
public sealed class WrittenLog
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private readonly LogWriter _writer;
    private readonly Ledger<ItemRange> _ledger;
    private readonly DateTimeOffset _begin;

    private WrittenLog(LogWriter writer, Ledger<ItemRange> ledger, DateTimeOffset begin) => (_writer, _ledger, _begin) = (writer, ledger, begin);

    /// <summary>Identity of its records.</summary>
    public NumberedItems Items => _writer.Stream.Items;

    /// <summary>Who writes.</summary>
    public LogSource Source => _writer.File.Source;

    /// <summary>The file; rotate or truncate it between writes.</summary>
    public LogFile File => _writer.File;

    /// <summary>Number after the last record that was written.</summary>
    public int Count { get; private set; }

    /// <summary>The ledger's rows.</summary>
    public IReadOnlyCollection<Sent<ItemRange>> Sent => _ledger.Snapshot();

    /// <summary>Its records in Loki by the labels of its streams: whatever receiver stored them.</summary>
    public string Query => Source.Pod is { } pod ? $"{{namespace=\"{pod.Namespace}\", pod=\"{pod.Pod}\"}} {Filter}" : $"{{service_name=\"{Source.Service}\"}} {Filter}";

    /// <summary>Its records in Loki whatever their labels are.</summary>
    public string AnyQuery => $"{{service_name=~\".+\"}} {Filter}";

    /// <summary>From before its first record until now, and what a record's time may lie ahead.</summary>
    public LogWindow Window => LogWindow.Of(_begin - Margin, ValidationRun.Current.Clock.GetUtcNow() + Margin);

    private string Filter => $"|= \"{Mark.Prefix}{Items.Name}/\"";

    /// <summary>The log of a program, nothing written yet. The file is this log's own: the pod, or the file on the node, has the log's name too.</summary>
    /// <param name="purpose">What it is for, a part of its name.</param>
    /// <param name="source">The program.</param>
    /// <param name="begin">Time of its first line; null for now.</param>
    /// <param name="spacing">From one record's time to the next one's; null for a millisecond.</param>
    public static WrittenLog Open(string purpose, LogSource source, DateTimeOffset? begin = null, TimeSpan? spacing = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var run = ValidationRun.Current;
        var items = run.Signals.Items(run.Signals.NewName($"{purpose}-{source.Name}"));
        var at = begin ?? run.Clock.GetUtcNow();
        var stream = new LogStream(items, Own(source, items.Name), at, spacing ?? TimeSpan.FromMilliseconds(1));
        var ledger = run.Signals.LedgerOf(items.Name);
        return LogBook.Current.Add(new WrittenLog(run.Signals.Folder.Writer(stream, ledger), ledger, at));
    }

    /// <summary>The same program on the run's node, with a file that nobody else writes to.</summary>
    /// <param name="source">The program.</param>
    /// <param name="name">What tells it from others.</param>
    public static LogSource Own(LogSource source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        var run = ValidationRun.Current;
        return (source with
        {
            Name = $"{source.Name}@{name}",
            Pod = source.Pod is { } pod ? pod with { Pod = $"{pod.Pod}-{name}" } : null,
            DirectPath = source.DirectPath?.Replace(".log", $"-{name}.log", StringComparison.Ordinal),
        }).On(run.Node.Name).Under(run.Node.Root);
    }

    /// <summary>Writes the next records.</summary>
    public async Task WriteAsync(int count, Deadline deadline)
    {
        await _writer.WriteAsync(Count, count, deadline);
        Count += count;
    }

    /// <summary>What was written for a number, and what must become of it.</summary>
    public WrittenRecord Record(long seq) => _writer.Record(seq);

    /// <summary>The numbers of its records that Loki has, whatever their labels are, an hour around their time.</summary>
    public async Task<HashSet<long>> StoredAnywhereAsync(LokiClient loki, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(loki);
        var window = LogWindow.Of(_begin - TimeSpan.FromHours(1), ValidationRun.Current.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        var answer = await loki.QueryRangeAsync(AnyQuery, window, deadline);
        return [.. answer.Value.Select(r => Mark.Find(r.Body)).OfType<Mark>().Where(m => m.IsOf(Items)).Select(m => m.Seq)];
    }

    /// <summary>Asks Loki for its records, and judges them.</summary>
    /// <param name="loki">Whom to ask.</param>
    /// <param name="copies">How many receivers must have stored each of them.</param>
    /// <param name="deadline">How long we wait for the answer.</param>
    public async Task<Verdict> LookAsync(LokiClient loki, int copies, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(loki);
        var stored = new StoredRecords(Items, Count, copies, Record);
        var answer = await loki.QueryRangeAsync(copies == 0 ? AnyQuery : Query, Window, deadline);
        foreach (var record in answer.Value)
            stored.See(record);
        return stored.Judge(Source.Name, Sent, answer.Raw);
    }
}
