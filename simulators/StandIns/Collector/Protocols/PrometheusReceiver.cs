using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.Scraping;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>The receiver <c>prometheus</c>.</summary>
internal static class PrometheusReceiver
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong or not stood in for, such as discovery by Kubernetes.</exception>
    public static IReceiver Make(PartContext context, Sinks sinks) => new ScrapeManager(context, sinks);
}
