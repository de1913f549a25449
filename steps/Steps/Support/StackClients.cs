using Validation.Backends.Alertmanager;
using Validation.Backends.Loki;
using Validation.Backends.Prometheus;
using Validation.Backends.Pushgateway;
using Validation.Backends.Tempo;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>Clients of the stack's backends, one set a scenario.</summary>
public sealed class StackClients : IDisposable
{
    /// <summary>The stack's Prometheus.</summary>
    public PrometheusClient Prometheus { get; } = new(ValidationRun.Current.Bed["prometheus"].Endpoint());

    /// <summary>The stack's Alertmanager.</summary>
    public AlertmanagerClient Alertmanager { get; } = new(ValidationRun.Current.Bed["alertmanager"].Endpoint());

    /// <summary>The stack's Pushgateway.</summary>
    public PushgatewayClient Pushgateway { get; } = new(ValidationRun.Current.Bed["pushgateway"].Endpoint());

    /// <summary>The stack's Loki.</summary>
    public LokiClient Loki { get; } = new(ValidationRun.Current.Bed["loki"].Endpoint());

    /// <summary>The stack's Tempo.</summary>
    public TempoClient Tempo { get; } = new(ValidationRun.Current.Bed["tempo"].Endpoint());

    /// <inheritdoc />
    public void Dispose()
    {
        Prometheus.Dispose();
        Alertmanager.Dispose();
        Pushgateway.Dispose();
        Loki.Dispose();
        Tempo.Dispose();
    }
}
