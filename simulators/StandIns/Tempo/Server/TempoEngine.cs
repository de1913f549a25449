using Validation.Simulators.StandIns.Self;
using Validation.Simulators.StandIns.Tempo.Generator;
using Validation.Simulators.StandIns.Tempo.Ingest;
using Validation.Simulators.StandIns.Tempo.Storage;

namespace Validation.Simulators.StandIns.Tempo.Server;

/// <summary>The parts of a Tempo, without sockets and without timers.</summary>
internal sealed class TempoEngine
{
    public TempoEngine(TempoConfig config, TimeProvider clock)
    {
        (Config, Metrics, Store) = (config, new SelfMetrics(), new TraceStore(config, clock));
        Generator = new MetricsGenerator(config.Generator, Metrics, clock);
        Distributor = new Distributor(config, Store, Generator, Metrics, clock);
        Metrics.Set("tempo_build_info", 1, ("branch", "stand-in"), ("version", TempoOptions.Version));
    }

    /// <summary>The configuration.</summary>
    public TempoConfig Config { get; }

    /// <summary>Its metrics of itself.</summary>
    public SelfMetrics Metrics { get; }

    /// <summary>The traces.</summary>
    public TraceStore Store { get; }

    /// <summary>What takes requests.</summary>
    public Distributor Distributor { get; }

    /// <summary>What makes metrics.</summary>
    public MetricsGenerator Generator { get; }

    /// <summary>Cuts what is complete, or all.</summary>
    public void Cut(bool all = false)
    {
        Store.Cut(all);
        Metrics.Set("tempo_ingester_live_traces", Store.LiveTraces, ("tenant", "single-tenant"));
    }
}
