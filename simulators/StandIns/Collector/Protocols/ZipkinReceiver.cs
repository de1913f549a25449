using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>The receiver <c>zipkin</c>.</summary>
internal static class ZipkinReceiver
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong or not stood in for.</exception>
    public static IReceiver Make(PartContext context, Sinks sinks) => new ZipkinDoor(context, sinks);
}
