using System.Collections.Immutable;
using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class PipelineCountsTests
{
    private const string Daemon =
        """
        otelcol_receiver_accepted_log_records{receiver="filelog/openstack"} 90
        otelcol_receiver_accepted_log_records{receiver="filelog/k8s_containers"} 10
        otelcol_receiver_accepted_log_records{receiver="filelog"} 77
        otelcol_exporter_sent_log_records{exporter="otlphttp/loki"} 95
        otelcol_exporter_sent_log_records{exporter="debug"} 77
        otelcol_exporter_enqueue_failed_log_records{exporter="otlphttp/loki"} 5
        otelcol_receiver_accepted_spans{receiver="otlp",transport="grpc"} 4
        otelcol_exporter_sent_spans{exporter="otlphttp/tempo"} 4
        """;

    private const string Deployment =
        """
        otelcol_receiver_accepted_spans{receiver="zipkin",transport="http"} 6
        otelcol_exporter_sent_spans{exporter="otlphttp/tempo"} 6
        otelcol_receiver_accepted_metric_points{receiver="otlp",transport="grpc"} 3
        otelcol_exporter_sent_metric_points{exporter="prometheusremotewrite"} 3
        """;

    private static readonly PipelineCounts s_counts = Counts(
        ("collector-daemon", Daemon), ("collector-deployment", Deployment),
        ("loki", """
            loki_distributor_lines_received_total{tenant="fake"} 97
            loki_discarded_samples_total{reason="line_too_long"} 2
            """),
        ("tempo", """
            tempo_distributor_spans_received_total{tenant="single-tenant"} 10
            tempo_discarded_spans_total{reason="trace_too_large",tenant="single-tenant"} 3
            """),
        ("prometheus", """
            prometheus_tsdb_out_of_order_samples_total{type="float"} 2
            prometheus_tsdb_out_of_bound_samples_total{type="float"} 0
            """));

    private static PipelineCounts Counts(params (string Component, string Text)[] read) => new(read.ToImmutableSortedDictionary(
        r => r.Component, r => ExpositionText.Read(r.Text + "\n").SelectMany(f => f.Samples).ToImmutableArray()));

    private static ImmutableArray<string?> Blamed(SignalWay way, PipelineCounts counts, (PipelineCounts, PipelineCounts)? intended = null) =>
        [.. LossHop.Of(new MissedItems(1), counts.Hops(way, counts.Accepted(way), intended), way.Uncounted).Select(f => f.Key)];

    [Test]
    public void Both_collectors_are_one_hop_and_what_only_the_debug_exporter_gets_is_none_of_it()
    {
        s_counts.Hops(SignalWay.Logs, s_counts.Accepted(SignalWay.Logs)).Select(h => (h.Name, h.Count))
            .ShouldBe([("collector receiver", 100), ("exporter queue", 95), ("backend ingest", 95)]);
        s_counts.Hops(SignalWay.Traces, s_counts.Accepted(SignalWay.Traces)).Select(h => h.Count).ShouldBe([10, 10, 7]);
    }

    [Test]
    public void A_collector_that_appends_total_to_its_counters_is_read_alike()
    {
        var totals = Counts(("collector-daemon", Daemon.Replace("_log_records{", "_log_records_total{", StringComparison.Ordinal)));
        (totals.Accepted(SignalWay.Logs), totals.HandedOver(SignalWay.Logs)).ShouldBe((100, 95));
    }

    [Test]
    public void A_loss_of_logs_is_named_where_the_queue_was_full() => Blamed(SignalWay.Logs, s_counts).ShouldBe(["exporter queue", "backend ingest"]);

    [Test]
    public void What_the_backend_answered_with_an_error_and_stored_is_no_loss_of_the_queue() => Blamed(SignalWay.Logs, Counts(
        ("collector-daemon", """
            otelcol_receiver_accepted_log_records{receiver="filelog/openstack"} 6
            otelcol_exporter_send_failed_log_records{exporter="otlphttp/loki"} 6
            """),
        ("loki", """
            loki_distributor_lines_received_total{tenant="fake"} 6
            loki_discarded_samples_total{reason="greater_than_max_sample_age"} 1
            """))).ShouldBe(["backend ingest"]);

    [Test]
    public void A_loss_of_spans_that_Tempo_answered_with_a_success_is_named() => Blamed(SignalWay.Traces, s_counts).ShouldBe(["backend ingest"]);

    [Test]
    public void A_loss_of_samples_is_named_by_what_Prometheus_says()
    {
        LossHop.Of(new MissedItems(1), s_counts.Hops(SignalWay.Metrics, 3), "query").ShouldHaveSingleItem().Actual
            .ShouldBe("it says prometheus_tsdb_out_of_order_samples_total 2");
        Blamed(SignalWay.Metrics, Counts(("collector-deployment", Deployment))).ShouldBe(["query"]);
        Blamed(SignalWay.Metrics, Counts(("collector-deployment", Deployment + "\notelcol_exporter_send_failed_metric_points{exporter=\"prometheusremotewrite\"} 2")))
            .ShouldBe(["backend ingest"]);
    }

    [Test]
    public void What_the_run_had_refused_on_purpose_is_nobodys_loss()
    {
        var healthy = Counts(("loki", """
            loki_distributor_lines_received_total{tenant="fake"} 12
            loki_discarded_samples_total{reason="line_too_long"} 2
            """));
        Blamed(SignalWay.Logs, healthy).ShouldBe(["backend ingest"]);
        Blamed(SignalWay.Logs, healthy, (PipelineCounts.None, healthy)).ShouldBe(["collector receiver"]);
        Blamed(SignalWay.Logs, healthy, (healthy, healthy)).ShouldBe(["backend ingest"]);
    }

    [Test]
    public void The_evidence_has_the_counters_of_the_signal_and_of_no_other()
    {
        var raw = s_counts.Raw(SignalWay.Traces);
        raw.Name.ShouldBe("hops-traces.txt");
        var text = System.Text.Encoding.UTF8.GetString(raw.Content.Span);
        text.ShouldContain("tempo_discarded_spans_total");
        text.ShouldNotContain("log_records");
    }
}
