using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Sending;
using Validation.Steps.Metrics;

namespace Validation.Steps.Tests.Metrics;

/// <summary>What must be stored of metrics that were sent, and what is found when it is not.</summary>
public sealed class SentMetricsTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly MetricStream Metrics = new(new NumberedItems(new Seed(7), "metrics-test"), Begin, TimeSpan.FromSeconds(1), resetAt: 4, noValueAt: 2);

    [Test]
    public void Every_point_is_expected_at_its_own_time_but_for_the_one_without_a_value()
    {
        var keys = Sent(Fate.Acknowledged).Expected(AddedLabels.None).Select(e => e.Key).ToList();
        keys.Count.ShouldBe(Enumerable.Range(0, 6).Sum(seq => Metrics.ExpectedSeries(seq).Length) - 1);
        var gauge = keys.Where(k => k.StartsWith("harness_absent_seconds{", StringComparison.Ordinal)).Select(k => k[(k.IndexOf('@', StringComparison.Ordinal) + 2)..]);
        gauge.ShouldBe(new[] { 0, 1, 3, 4, 5 }.Select(seq => $"{Begin.AddSeconds(seq).ToUnixTimeMilliseconds()}"));
    }

    [Test]
    public void An_answer_that_is_exact_holds_and_one_point_at_another_time_is_a_loss_and_an_extra()
    {
        var sent = Sent(Fate.Acknowledged);
        EverySampleIsExact.Check("test", sent.Expected(AddedLabels.None), Stored(TimeSpan.Zero)).Outcome.ShouldBe(Outcome.Holds);
        EverySampleIsExact.Check("test", sent.Expected(AddedLabels.None), Stored(TimeSpan.FromMilliseconds(1))).Findings.Select(f => f.Rule).ShouldBe(["missing", "unexpected"]);
    }

    [Test]
    public void An_added_label_that_is_not_there_is_found()
    {
        var added = new AddedLabels([("host_name", "node-1a"), ("pod", "{k8s_pod_name}")]);
        added.To(LabelSet.Of(("k8s_pod_name", "p-0"))).ShouldBe(LabelSet.Of(("k8s_pod_name", "p-0"), ("host_name", "node-1a"), ("pod", "p-0")));
        EverySampleIsExact.Check("test", Sent(Fate.Acknowledged).Expected(added), Stored(TimeSpan.Zero)).Outcome.ShouldBe(Outcome.Violated);
    }

    [Test]
    public void A_send_that_was_refused_is_named()
    {
        Sent(Fate.Acknowledged).Taken().Outcome.ShouldBe(Outcome.Holds);
        var finding = Sent(Fate.Refused).Taken().Findings.ShouldHaveSingleItem();
        (finding.Key, finding.Actual).ShouldBe(("metrics-test/0-5", "Refused: HTTP 400 no"));
    }

    private static SentMetrics Sent(Fate fate)
    {
        var range = new ItemRange("metrics-test", 0, 6);
        var answer = fate == Fate.Acknowledged ? new Answer(fate, "HTTP 200", "") : new Answer(fate, "HTTP 400", "no");
        return new SentMetrics("test", Metrics, [new Emission(new Sent<ItemRange>(0, range.Key, range, Begin, fate), answer)]);
    }

    // What Prometheus has of the stream, with its very last point moved.
    private static Reading<double> Stored(TimeSpan moved)
    {
        var points = Enumerable.Range(0, 6).SelectMany(seq => Metrics.ExpectedSeries(seq)).Where(p => !p.Ends).ToList();
        var rows = points.Select((p, i) => new MatrixRow(p.Series,
            [new Sample(DateTimeOffset.FromUnixTimeMilliseconds(p.UnixMilliseconds) + (i == points.Count - 1 ? moved : TimeSpan.Zero), p.Value)]));
        return StoredPoints.Of(new Answer<ImmutableArray<MatrixRow>>([.. rows], Evidence.Text("answer.json", "{}")));
    }
}
