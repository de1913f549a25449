using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class PointCountsTests
{
    private const string Reason = "0 by otelcol_exporter_sent_metric_points; it says otelcol_exporter_send_failed_metric_points 570";

    private static readonly PointCounts s_before = Of(
        """
        otelcol_receiver_accepted_metric_points{receiver="otlp",transport="grpc"} 10
        otelcol_exporter_sent_metric_points{exporter="debug"} 10
        otelcol_exporter_sent_metric_points{exporter="prometheusremotewrite"} 10
        """);

    // As recorded of the real collector after an exponential histogram.
    private static readonly PointCounts s_poisoned = Of(
        """
        otelcol_receiver_accepted_metric_points{receiver="otlp",transport="grpc"} 580
        otelcol_exporter_sent_metric_points{exporter="debug"} 580
        otelcol_exporter_sent_metric_points{exporter="prometheusremotewrite"} 10
        otelcol_exporter_send_failed_metric_points{exporter="prometheusremotewrite"} 570
        """);

    [Test]
    public void A_batch_that_was_given_up_is_lost_at_the_exporter() =>
        LossIsNamed.Check(Report(s_poisoned), "exporter", Reason).Outcome.ShouldBe(Outcome.Holds);

    [Test]
    public void A_batch_that_was_sent_after_all_is_no_loss()
    {
        var sent = Of(
            """
            otelcol_receiver_accepted_metric_points{receiver="otlp",transport="grpc"} 580
            otelcol_exporter_sent_metric_points{exporter="prometheusremotewrite"} 580
            """);
        Report(sent).Outcome.ShouldBe(Outcome.Holds);
        LossIsNamed.Check(Report(sent), "exporter", Reason).Findings.ShouldHaveSingleItem().Rule.ShouldBe("not-named");
    }

    [Test]
    public void Points_that_the_receiver_refused_are_lost_there()
    {
        var refused = Of("otelcol_receiver_accepted_metric_points{receiver=\"otlp\"} 10\notelcol_receiver_refused_metric_points{receiver=\"otlp\"} 570\n"
            + "otelcol_exporter_sent_metric_points{exporter=\"prometheusremotewrite\"} 10");
        LossIsNamed.Check(Report(refused), "collector receiver", "otelcol_receiver_refused_metric_points 570").Outcome.ShouldBe(Outcome.Holds);
        LossIsNamed.Check(Report(refused), "exporter", Reason).Outcome.ShouldBe(Outcome.Violated);
    }

    private static Verdict Report(PointCounts now) => WhereLost.Check("570 points", 570, now.Since(s_before));

    private static PointCounts Of(string text) => PointCounts.Of(new(ExpositionText.Read(text + "\n"), Evidence.Text("metrics", text)));
}
