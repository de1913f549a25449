using Validation.Backends.Alertmanager;
using Validation.Backends.Prometheus;
using Validation.Backends.Pushgateway;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>Clients of the stack's backends, one set a scenario.</summary>
public sealed class Stack : IDisposable
{
    /// <summary>The stack's Prometheus.</summary>
    public PrometheusClient Prometheus { get; } = new(ValidationRun.Current.Bed["prometheus"].Endpoint());

    /// <summary>The stack's Alertmanager.</summary>
    public AlertmanagerClient Alertmanager { get; } = new(ValidationRun.Current.Bed["alertmanager"].Endpoint());

    /// <summary>The stack's Pushgateway.</summary>
    public PushgatewayClient Pushgateway { get; } = new(ValidationRun.Current.Bed["pushgateway"].Endpoint());

    /// <inheritdoc />
    public void Dispose()
    {
        Prometheus.Dispose();
        Alertmanager.Dispose();
        Pushgateway.Dispose();
    }
}
