using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class LaneCountsTests
{
    private static readonly LaneCounts s_before = Counts(
        """
        otelcol_receiver_accepted_log_records{receiver="filelog/openstack"} 10
        otelcol_exporter_sent_log_records{exporter="otlphttp/loki"} 10
        """,
        """
        loki_distributor_lines_received_total{tenant="fake"} 10
        loki_discarded_samples_total{reason="line_too_long"} 4
        """);

    private static LaneCounts Counts(string collector, string loki) => LaneCounts.Of(Answer(collector), Answer(loki));

    private static Answer<ImmutableArray<MetricFamily>> Answer(string text) => new(ExpositionText.Read(text + "\n"), Evidence.Text("metrics", text));

    [Test]
    public void Hops_are_what_grew_in_the_order_of_the_way()
    {
        var hops = Counts(
            """
            otelcol_receiver_accepted_log_records{receiver="filelog/openstack"} 14
            otelcol_receiver_accepted_log_records{receiver="filelog/k8s_containers"} 1
            otelcol_receiver_accepted_log_records{receiver="filelog"} 77
            otelcol_exporter_sent_log_records{exporter="otlphttp/loki"} 12
            otelcol_exporter_sent_log_records{exporter="debug"} 99
            otelcol_exporter_send_failed_log_records{exporter="otlphttp/loki"} 3
            """,
            """
            loki_distributor_lines_received_total{tenant="fake"} 15
            loki_discarded_samples_total{reason="line_too_long"} 4
            loki_discarded_samples_total{reason="greater_than_max_sample_age"} 2
            """).Since(s_before, 5, 3);

        hops.Select(h => (h.Name, h.Count)).ShouldBe([("file", 5), ("collector receiver", 5), ("exporter queue", 5), ("backend ingest", 3), ("query", 3)]);
        hops[2].Said.ShouldBe([KeyValuePair.Create("otelcol_exporter_send_failed_log_records", 3.0)]);
        hops[3].Said.ShouldBe([KeyValuePair.Create("greater_than_max_sample_age", 2.0)]);
        LossIsNamed.Check(WhereLost.Check("5 lines", 5, hops), "backend ingest", "greater_than_max_sample_age").Outcome.ShouldBe(Outcome.Holds);
    }

    [Test]
    public void Lines_that_found_the_queue_full_are_lost_there_and_counted()
    {
        var now = Counts(
            """
            otelcol_receiver_accepted_log_records{receiver="filelog/openstack"} 15
            otelcol_exporter_sent_log_records{exporter="otlphttp/loki"} 11
            otelcol_exporter_enqueue_failed_log_records{exporter="otlphttp/loki"} 4
            otelcol_exporter_queue_size{data_type="logs",exporter="otlphttp/loki"} 1
            otelcol_exporter_queue_size{data_type="metrics",exporter="prometheusremotewrite"} 7
            """,
            """
            loki_distributor_lines_received_total{tenant="fake"} 11
            loki_discarded_samples_total{reason="line_too_long"} 4
            """);
        (now.Queued, now.Rejected).ShouldBe((1, 4));
        var report = WhereLost.Check("5 lines", 5, now.Since(s_before, 5, 1));
        const string reason = "1 by otelcol_exporter_sent_log_records + send_failed; it says otelcol_exporter_enqueue_failed_log_records 4";
        LossIsNamed.Check(report, "exporter queue", reason).Outcome.ShouldBe(Outcome.Holds);
        LossIsNamed.Check(report, "exporter queue", reason.Replace("1 by", "2 by", StringComparison.Ordinal)).Findings.ShouldHaveSingleItem().Rule.ShouldBe("reason");
        LossIsNamed.Check(WhereLost.Check("5 lines", 5, now.Since(s_before, 5, 0)), "exporter queue", reason).Findings.ShouldHaveSingleItem().Rule.ShouldBe("elsewhere");
    }

    [Test]
    public void What_a_collector_counted_before_it_was_another_is_not_taken_from_what_it_counts_now()
    {
        const string loki = "loki_distributor_lines_received_total{tenant=\"fake\"} 10";
        var before = LaneCounts.Of(LaneCounts.NoAnswer, Answer(loki));
        var hops = Counts("otelcol_receiver_accepted_log_records{receiver=\"filelog/openstack\"} 5", loki).Since(before, 15, 0);
        (hops[1].Name, hops[1].Count, hops[3].Count).ShouldBe(("collector receiver", 5, 0));
    }

    [Test]
    public void A_hop_that_counted_nothing_lost_everything() =>
        WhereLost.Check("5 lines", 5, s_before.Since(s_before, 5, 0)).Findings.ShouldHaveSingleItem().Key.ShouldBe("collector receiver");

    [Test]
    public void Counters_of_a_collector_that_appends_total_are_the_same_counters()
    {
        var now = Counts(
            """
            otelcol_receiver_accepted_log_records_total{otel_scope_name="r",receiver="filelog/openstack",transport=""} 15
            otelcol_receiver_accepted_log_records_total{otel_scope_name="r",receiver="filelog",transport=""} 77
            otelcol_exporter_sent_log_records_total{exporter="otlphttp/loki",otel_scope_name="e",url_path="/otlp/v1/logs"} 13
            otelcol_exporter_send_failed_log_records_total{exporter="otlphttp/loki",otel_scope_name="e"} 2
            """,
            """
            loki_distributor_lines_received_total{tenant="fake"} 13
            loki_discarded_samples_total{reason="line_too_long"} 4
            """);

        now.Since(s_before, 5, 3).Select(h => (h.Name, h.Count)).ShouldBe(
            [("file", 5), ("collector receiver", 5), ("exporter queue", 5), ("backend ingest", 3), ("query", 3)]);
        WhereLost.Check("6 lines", 6, now.Since(s_before, 6, 3)).Findings.ShouldContain(f => f.Key == "collector receiver");
    }
}
