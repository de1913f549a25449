using System.Net;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.StandIns.Tempo.Ingest;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>Makes metrics of the spans that were received, also of those that the store dropped, as the real program does.</summary>
internal sealed class MetricsGenerator
{
    private readonly GeneratorConfig _config;
    private readonly SelfMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly Registry _registry;
    private readonly SpanMetrics? _spans;
    private readonly ServiceGraphs? _graphs;
    private readonly Lock _gate = new();

    public MetricsGenerator(GeneratorConfig config, SelfMetrics metrics, TimeProvider clock)
    {
        (_config, _metrics, _clock) = (config, metrics, clock);
        _registry = new Registry(config.ExternalLabels.SetItem("__metrics_gen_instance", Dns.GetHostName()), config.Stale, clock);
        _spans = config.Processors.Contains("span-metrics") ? new SpanMetrics(config, _registry) : null;
        _graphs = config.Processors.Contains("service-graphs") ? new ServiceGraphs(config, _registry, metrics, clock) : null;
    }

    /// <summary>Whether metrics can be asked for in TraceQL.</summary>
    public bool HasLocalBlocks => _config.Processors.Contains("local-blocks");

    /// <summary>Takes traces. Spans that end too far from now make no metrics.</summary>
    public void Push(IEnumerable<IncomingTrace> traces)
    {
        if (_config.Processors.IsEmpty)
            return;
        var now = _clock.GetUtcNow();
        var (earliest, latest) = (Nano(now - _config.IngestionSlack), Nano(now + _config.IngestionSlack));
        var (received, late) = (0, 0);
        lock (_gate)
        {
            foreach (var (head, spans) in traces.SelectMany(t => t.Batches))
            {
                var inTime = spans.Count(s => Push(head, s, earliest, latest));
                (received, late) = (received + spans.Count, late + spans.Count - inTime);
                if (inTime > 0)
                    _spans?.Push(head);
            }
        }

        _metrics.Add("tempo_metrics_generator_spans_received_total", received, ("tenant", "single-tenant"));
        if (late > 0)
            _metrics.Add("tempo_metrics_generator_spans_discarded_total", late, ("reason", "outside_metrics_ingestion_slack"), ("tenant", "single-tenant"));
    }

    /// <summary>Gives up sides of calls that waited too long.</summary>
    public void Expire()
    {
        lock (_gate)
            _graphs?.Expire();
    }

    /// <summary>Forgets series that had nothing for too long.</summary>
    public void RemoveStale() => _registry.RemoveStale();

    /// <summary>All samples of now.</summary>
    public IReadOnlyList<TimeSeries> Collect()
    {
        _metrics.Add("tempo_metrics_generator_registry_collections_total", 1, ("tenant", "single-tenant"));
        return _registry.Collect();
    }

    private bool Push(BatchHead head, Span span, ulong earliest, ulong latest)
    {
        if (span.EndTimeUnixNano < earliest || span.EndTimeUnixNano > latest)
            return false;
        _spans?.Push(head, span);
        _graphs?.Push(head, span);
        return true;
    }

    private static ulong Nano(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
