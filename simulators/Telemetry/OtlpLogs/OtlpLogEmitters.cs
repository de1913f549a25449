using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Sending;

namespace Validation.Simulators.Telemetry.OtlpLogs;

/// <summary>Makes emitters of log records over OTLP; one item is one record.</summary>
public static class OtlpLogEmitters
{
    /// <summary>An emitter.</summary>
    /// <param name="transport">Which way; Loki itself takes HTTP only.</param>
    /// <param name="logs">What is sent.</param>
    /// <param name="ledger">Where each send is written down before.</param>
    /// <param name="endpoint">Without the signal's path: a collector's, or Loki's with <c>/otlp</c>.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static IEmitter Create(OtlpTransport transport, OtlpLogStream logs, Ledger<ItemRange> ledger, Uri endpoint, bool gzip = false)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Emitter(logs.Items.Name, ledger, OtlpCarrier.Create(OtlpSignals.Logs, transport, logs.ToRequest, endpoint, gzip));
    }
}
