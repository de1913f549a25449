using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Sending;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>Makes emitters of metrics; one item is one point of every metric of the stream.</summary>
public static class MetricEmitters
{
    /// <summary>An emitter over OTLP.</summary>
    /// <param name="transport">Which way.</param>
    /// <param name="metrics">What is sent.</param>
    /// <param name="ledger">Where each send is written down before.</param>
    /// <param name="endpoint">Without the signal's path.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static IEmitter Otlp(OtlpTransport transport, MetricStream metrics, Ledger<ItemRange> ledger, Uri endpoint, bool gzip = false)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Emitter(metrics.Items.Name, ledger, OtlpCarrier.Create(OtlpSignals.Metrics, transport, metrics.ToRequest, endpoint, gzip));
    }

    /// <summary>An emitter over Prometheus' remote write 1.0, of the series that the collector would have made.</summary>
    /// <param name="metrics">What is sent.</param>
    /// <param name="ledger">Where each send is written down before.</param>
    /// <param name="address">The whole address: <c>http://127.0.0.1:9090/api/v1/write</c>.</param>
    public static IEmitter RemoteWrite(MetricStream metrics, Ledger<ItemRange> ledger, Uri address)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(address);
        return new Emitter(metrics.Items.Name, ledger, new RemoteWriteCarrier(metrics, address));
    }
}
