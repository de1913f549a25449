using System.Collections.Concurrent;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>All that Loki does without a socket.</summary>
internal sealed class LokiModel
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly Distributor _distributor;
    private readonly Lock _gate = new();
    private DateTimeOffset _swept;

    public LokiModel(LokiSettings settings, TimeProvider clock)
    {
        (Settings, _clock, _swept) = (settings, clock, clock.GetUtcNow());
        _distributor = new Distributor(settings, clock, Metrics);
        Otlp = new OtlpPush(settings.Otlp, settings.Limits, clock);
        Metrics.Set("loki_build_info", 1, ("branch", ""), ("goversion", ""), ("revision", ""), ("version", LokiOptions.Version));
    }

    public LokiSettings Settings { get; }

    public SelfMetrics Metrics { get; } = new();

    public OtlpPush Otlp { get; }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public Tenant TenantOf(string name) => _tenants.GetOrAdd(name, n =>
        new Tenant(n, new TokenBucket(Settings.Limits.IngestionRate, Settings.Limits.IngestionBurst, _clock)));

    public void Take(Tenant tenant, Push push)
    {
        Sweep();
        _distributor.Take(tenant, push);
    }

    // What is older than the retention goes, a segment at a time; without a compactor nothing does.
    private void Sweep()
    {
        var (now, keep) = (Now, Settings.Limits.Retention);
        if (!Settings.DeletesOldLines || keep == TimeSpan.Zero)
            return;
        lock (_gate)
        {
            if (now - _swept < s_sweepEvery)
                return;
            _swept = now;
        }

        foreach (var tenant in _tenants.Values)
            tenant.Forget(Times.UnixNano(now - keep));
    }
}
