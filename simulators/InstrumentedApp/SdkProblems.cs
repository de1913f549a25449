using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>What the SDK says of itself. An export that fails is told nowhere else: its exporters return and go on.</summary>
internal sealed class SdkProblems : EventListener
{
    private readonly ConcurrentQueue<string> _problems = new();

    public ImmutableArray<string> All => [.. _problems];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("OpenTelemetry", StringComparison.Ordinal))
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var values = eventData.Payload?.ToArray() ?? [];
        // The runtime has meters of its own, which nobody asked for.
        if (eventData.EventName == "MetricInstrumentIgnored" && !values.Contains(App.Source))
            return;
        _problems.Enqueue($"{eventData.EventName}: {string.Format(CultureInfo.InvariantCulture, eventData.Message ?? "", values)}");
    }
}
