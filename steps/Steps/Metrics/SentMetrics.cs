using System.Collections.Immutable;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Sending;

namespace Validation.Steps.Metrics;

/// <summary>A stream of metrics that went one way.</summary>
/// <param name="Way">Which way, in words.</param>
/// <param name="Metrics">The stream.</param>
/// <param name="Sends">What was answered to each send.</param>
public sealed record SentMetrics(string Way, MetricStream Metrics, ImmutableArray<Emission> Sends)
{
    /// <summary>Selector of everything that must come of it, and of what must not.</summary>
    public string Selector => $"{{stream=\"{Metrics.Items.Name}\"}}";

    /// <summary>How many points were sent, as the collector counts them.</summary>
    public long Points => Sends.Sum(s => s.Row.Payload.Count) * Metrics.PointsOfItem;

    /// <summary>The exemplars that were sent.</summary>
    public IEnumerable<ExpectedExemplar> Exemplars => Sends.Select(s => s.Row.Payload)
        .SelectMany(row => Enumerable.Range((int)row.From, (int)row.Count)).SelectMany(seq => Metrics.ExpectedExemplars(seq));

    /// <summary>All sends were acknowledged.</summary>
    public Verdict Taken() => Verdict.Of($"everything sent over {Way} is taken", Sends.Where(s => s.Fate != Fate.Acknowledged)
        .Select(s => new Finding("fate", "acknowledged", $"{s.Fate}: {s.Answer.Status} {s.Answer.Text}", s.Row.Key)));

    /// <summary>Every sample that must be stored, keyed by series and time; the mark of an end shows as no sample.</summary>
    public IEnumerable<ExpectedSample> Expected(AddedLabels added)
    {
        ArgumentNullException.ThrowIfNull(added);
        foreach (var row in Sends.Select(s => s.Row.Payload))
        {
            for (var seq = row.From; seq < row.End; seq++)
            {
                foreach (var point in Metrics.ExpectedSeries(seq).Where(p => !p.Ends))
                    yield return new ExpectedSample(StoredPoints.Key(added.To(point.Series), point.UnixMilliseconds), point.Value);
            }
        }
    }
}
