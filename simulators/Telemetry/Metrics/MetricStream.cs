using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Validation.Harness.Items;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using Attr = Validation.Harness.Signals.Attributes;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>
/// A numbered stream of measurements. An item is one point of every metric of the stream, all at one time; every value is a pure function
/// of (run seed, stream, number), and so are the samples that Prometheus must have after the collector's
/// <c>prometheusremotewrite</c> exporter with Genestack's settings: attributes of the resource as labels, no <c>target_info</c>.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of numbered items, the harness' word for it.")]
public sealed class MetricStream
{
    private readonly MetricTimes _times;
    private readonly ImmutableArray<Instrument> _instruments;
    private readonly Resource _resource = new();

    /// <summary>A stream.</summary>
    /// <param name="items">The stream's numbers; its name is the label <c>stream</c>.</param>
    /// <param name="begin">Time of the first item, in whole milliseconds.</param>
    /// <param name="spacing">From one item to the next; whole milliseconds, at least 1.</param>
    /// <param name="resetAt">The number at which counters begin again.</param>
    /// <param name="noValueAt">The number at which one gauge has no recorded value.</param>
    /// <param name="exponential">
    /// Whether there is an exponential histogram. A Prometheus that takes no native histograms refuses the whole request for one.
    /// </param>
    public MetricStream(NumberedItems items, DateTimeOffset begin, TimeSpan spacing, long resetAt = 40, long noValueAt = 25, bool exponential = false)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(spacing, TimeSpan.FromMilliseconds(1));
        _times = new MetricTimes(items, begin, spacing, resetAt, noValueAt);
        _instruments = MetricTable.Make(_times, exponential);
        _resource.Attributes.AddAttributes(Attr.Of(MetricLabels.Resource(items.Name)));
    }

    /// <summary>The stream's numbers.</summary>
    public NumberedItems Items => _times.Items;

    /// <summary>The number at which counters begin again.</summary>
    public long ResetAt => _times.ResetAt;

    /// <summary>The number at which one gauge has no recorded value.</summary>
    public long NoValueAt => _times.NoValueAt;

    /// <summary>Names of metrics that must not be in Prometheus with this stream's label: deltas are dropped.</summary>
    public static ImmutableArray<string> Dropped => MetricTable.Dropped;

    /// <summary>How many points an item has: one of every metric, as the collector counts them.</summary>
    public int PointsOfItem => _instruments.Length;

    /// <summary>Time of an item's samples in Prometheus, milliseconds since 1970.</summary>
    public long UnixMilliseconds(long seq) => _times.UnixMilliseconds(seq);

    /// <summary>The samples that must come of an item.</summary>
    public ImmutableArray<ExpectedPoint> ExpectedSeries(long seq) => [.. _instruments.SelectMany(i => i.Expected(seq))];

    /// <summary>The native histograms that must come of an item.</summary>
    public ImmutableArray<ExpectedHistogram> ExpectedHistograms(long seq) => [.. _instruments.SelectMany(i => i.ExpectedHistograms(seq))];

    /// <summary>The exemplars that must come of an item.</summary>
    public ImmutableArray<ExpectedExemplar> ExpectedExemplars(long seq) => [.. _instruments.SelectMany(i => i.ExpectedExemplars(seq))];

    /// <summary>A request with the points of consecutive items.</summary>
    public ExportMetricsServiceRequest ToRequest(long from, int count)
    {
        var scope = new ScopeMetrics { Scope = new InstrumentationScope { Name = MetricLabels.Scope, Version = MetricLabels.ScopeVersion } };
        scope.Metrics.AddRange(_instruments.Select(i => i.ToOtlp(from, count)));
        return new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = _resource, ScopeMetrics = { scope } } } };
    }
}
