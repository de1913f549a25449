using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>The exporter <c>prometheusremotewrite</c>.</summary>
internal static class PrometheusRemoteWrite
{
    /// <summary>Makes what sends a batch once; queue and retries are the caller's.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static ISender<ExportMetricsServiceRequest> MakeSender(PartContext context) => new RemoteWriteSender(context);
}
