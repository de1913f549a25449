using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.StandIns.Collector.Filelog;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>A receiver whose steps the test makes, over a directory of its own, with a clock that stands still between them.</summary>
internal sealed class Bench : IDisposable
{
    private readonly List<string> _log = [];

    public Bench(string settings, string? root = null, string id = "filelog/test")
    {
        Root = root ?? Directory.CreateTempSubdirectory("logs-").FullName;
        Settings = ConfigNode.Parse("collector.yaml", settings.Replace("{root}", Root, StringComparison.Ordinal));
        Engine = new FilelogEngine(Context(id), new Sinks(null, null, Sink));
    }

    private Bench(string root, ConfigNode settings, string id)
    {
        (Root, Settings) = (root, settings);
        Engine = new FilelogEngine(Context(id), new Sinks(null, null, Sink));
    }

    public string Root { get; }

    public ConfigNode Settings { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.Zero));

    public SelfMetrics Metrics { get; } = new();

    public LogSink Sink { get; } = new();

    public FilelogEngine Engine { get; }

    public IEnumerable<string> Log => _log;

    public IEnumerable<string> Bodies => Sink.Records.Select(r => r.Record.Body.StringValue);

    /// <summary>One of Genestack's two receivers, below a directory instead of <c>/var/log</c>.</summary>
    public static Bench Genestack(string receiver, string root)
    {
        var text = File.ReadAllText(Recorded("genestack-filelog.yaml")).Replace("/var/log", root + "/var/log", StringComparison.Ordinal);
        return new Bench(root, ConfigNode.Parse("genestack-filelog.yaml", text)["receivers"][receiver], receiver);
    }

    public static string Recorded(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Recordings", name);

    public void Append(string path, string text)
    {
        var whole = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.AppendAllText(whole, text);
    }

    /// <summary>Lets time pass in the steps of the receiver's looks.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Engine.Settings.PollInterval)
            await PollAsync();
    }

    public async Task PollAsync()
    {
        Clock.Advance(Engine.Settings.PollInterval);
        await Engine.PollAsync(CancellationToken.None);
        await Engine.FlushAsync(CancellationToken.None);
    }

    public double? Counted(string fate) => Metrics.Value($"otelcol_receiver_{fate}_log_records", ("receiver", "filelog/test"), ("transport", ""));

    public void Dispose()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    public PartContext Context(string id) => new(id, Settings, Metrics, _log.Add, Clock);
}

/// <summary>A record and the resource it came with.</summary>
internal sealed record SeenRecord(Resource Resource, LogRecord Record)
{
    public string? Attribute(string name) => Text(Record.Attributes, name);

    public string? OfResource(string name) => Text(Resource.Attributes, name);

    private static string? Text(IEnumerable<KeyValue> of, string name) => of.FirstOrDefault(a => a.Key == name)?.Value.StringValue;
}

/// <summary>Takes what a receiver hands on, or refuses it.</summary>
internal sealed class LogSink : IConsumer<ExportLogsServiceRequest>
{
    public List<SeenRecord> Records { get; } = [];

    public List<int> Batches { get; } = [];

    public Queue<Handed> Refusals { get; } = new();

    public ValueTask<Handed> ConsumeAsync(ExportLogsServiceRequest batch, CancellationToken stop)
    {
        if (Refusals.TryDequeue(out var refusal))
            return ValueTask.FromResult(refusal);
        var records = batch.ResourceLogs.SelectMany(r => r.ScopeLogs.SelectMany(s => s.LogRecords).Select(record => new SeenRecord(r.Resource, record))).ToArray();
        Records.AddRange(records);
        Batches.Add(records.Length);
        return ValueTask.FromResult(Handed.Taken);
    }
}
