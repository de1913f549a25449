using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>All parts of a configuration, connected. They are stopped from the front: nothing that was taken is left behind.</summary>
internal sealed class Graph : IAsyncDisposable
{
    private readonly CollectorConfig _config;
    private readonly KnownParts _known;
    private readonly Func<string, ConfigNode, PartContext> _context;
    private readonly List<IAsyncDisposable> _processors = [];
    private readonly List<IAsyncDisposable> _exporters = [];

    private Graph(CollectorConfig config, KnownParts known, Func<string, ConfigNode, PartContext> context) =>
        (_config, _known, _context) = (config, known, context);

    /// <summary>The receivers, by name; those that no pipeline uses are not made.</summary>
    public List<(string Id, IReceiver Receiver)> Receivers { get; } = [];

    /// <summary>Makes and connects all parts; nothing runs yet.</summary>
    /// <exception cref="BadInputException">A part's settings are wrong, or it does not take a pipeline's signal.</exception>
    public static async Task<Graph> BuildAsync(CollectorConfig config, KnownParts known, Func<string, ConfigNode, PartContext> context)
    {
        var graph = new Graph(config, known, context);
        try
        {
            graph.Build();
            return graph;
        }
        catch (BadInputException)
        {
            await graph.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Receivers.Select(r => r.Receiver.DisposeAsync().AsTask()));
        foreach (var processor in _processors)
            await processor.DisposeAsync();
        await Task.WhenAll(_exporters.Select(e => e.DisposeAsync().AsTask()));
    }

    private void Build()
    {
        var traces = Pipelines(Signals.Traces, t => t.Traces, t => t.Traces);
        var metrics = Pipelines(Signals.Metrics, t => t.Metrics, t => t.Metrics);
        var logs = Pipelines(Signals.Logs, t => t.Logs, t => t.Logs);
        foreach (var id in _config.Pipelines.SelectMany(p => p.Receivers).Distinct())
        {
            var sinks = new Sinks(traces.GetValueOrDefault(id), metrics.GetValueOrDefault(id), logs.GetValueOrDefault(id));
            Receivers.Add((id, _known.Receivers[PartId.TypeOf(id)].Make(_context(id, _config.Top["receivers"][id]), sinks)));
        }
    }

    // What each receiver's batches of one signal enter.
    private Dictionary<string, IConsumer<T>> Pipelines<T>(
        string signal, Func<ProcessorType, ProcessorMaker<T>?> processor, Func<ExporterType, ExporterMaker<T>?> exporter)
        where T : class, IMessage<T>, new()
    {
        var exporters = new Dictionary<string, IExporter<T>>();
        var entries = new Dictionary<string, List<IConsumer<T>>>();
        foreach (var pipeline in _config.Pipelines.Where(p => p.Signal == signal))
        {
            foreach (var id in pipeline.Exporters.Where(id => !exporters.ContainsKey(id)))
            {
                var make = exporter(_known.Exporters[PartId.TypeOf(id)]) ?? throw NotOf(pipeline, "exporters", id);
                exporters[id] = make(_context(id, _config.Top["exporters"][id]));
                _exporters.Add(exporters[id]);
            }

            var entry = FanOut<T>.Of([.. pipeline.Exporters.Select(id => exporters[id])]);
            var chain = new List<IAsyncDisposable>();
            foreach (var id in pipeline.Processors.Reverse())
            {
                var make = processor(_known.Processors[PartId.TypeOf(id)]) ?? throw NotOf(pipeline, "processors", id);
                var made = make(_context(id, _config.Top["processors"][id]), entry);
                chain.Insert(0, made);
                entry = made;
            }

            _processors.AddRange(chain);
            foreach (var id in pipeline.Receivers)
            {
                if (!_known.Receivers[PartId.TypeOf(id)].Signals.Contains(signal))
                    throw NotOf(pipeline, "receivers", id);
                if (!entries.TryGetValue(id, out var into))
                    entries[id] = into = [];
                into.Add(entry);
            }
        }

        return entries.ToDictionary(e => e.Key, e => FanOut<T>.Of(e.Value));
    }

    private BadInputException NotOf(PipelineConfig pipeline, string kind, string id) =>
        _config.Top["service"]["pipelines"][pipeline.Id][kind].Bad($"{kind} that take {pipeline.Signal}", id);
}
