using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>What was recorded from the real Loki is sent to the stand-in, in the same order and at the same time, and answered in the same way.</summary>
[CancelAfter(60_000)]
public sealed class RecordedTests
{
    /// <summary>Words that differ, each with its reason. Status and headers do not; one that no longer differs has to go from here.</summary>
    private static readonly ImmutableDictionary<string, string> OtherWords = ImmutableDictionary<string, string>.Empty
        .Add("push-bad-json", "the words of Go's JSON decoder")
        .Add("push-bad-timestamp", "the words of Go's JSON decoder")
        .Add("otlp-bad-json", "the words of Go's JSON decoder")
        .Add("query-while-not-ready", "labels that other tests had left in the real one");

    private static readonly string[] Writes =
    [
        "push-duplicate-1", "push-json", "otlp-json", "otlp-map-body-no-time", "otlp-no-resource", "otlp-bad-json", "otlp-bad-proto", "otlp-empty",
        "otlp-wrong-ct", "push-bad-json", "push-bad-timestamp", "push-empty-streams", "push-no-content-type", "push-wrong-ct-proto", "push-get",
        "push-no-labels", "push-bad-label-name", "push-too-old", "push-too-old-partial", "push-future", "push-too-many-labels",
        "push-label-value-too-long", "push-line-too-long", "push-out-of-order-1", "push-out-of-order-2",
    ];

    private static readonly string[] Reads =
    [
        "query_range-streams", "query_range-categorized", "query_range-dup", "query_range-empty", "query_range-forward-limit1", "query_range-matrix",
        "query_range-otlp", "query_range-otlp-categorized", "query_range-unknown-service", "query-bad-logql", "query-empty-matcher",
        "query-end-before-start", "query-instant-log", "query-instant-metric", "query-json-parser", "query-limit-too-big", "query-no-query",
        "query-range-too-long", "query-step-too-small", "query-trace-id-metadata", "label-values", "label-values-unknown", "labels", "series",
        "series-bad", "buildinfo", "config-404-check", "patterns", "ready", "tail-no-upgrade", "query-while-not-ready",
    ];

    private static readonly string[] WithTenants =
    [
        "auth-missing-tenant-push", "auth-missing-tenant-query", "auth-with-tenant-push", "auth-other-tenant-query", "auth-bad-tenant", "limit-entries",
        "limit-line-too-long", "limit-rate-429", "limit-streams-429",
    ];

    /// <summary>What the stand-in does not have, and says so; one that it has got by now has to be replayed instead.</summary>
    private static readonly string[] NotThere = ["delete", "delete-list", "detected-labels", "format_query", "index-stats", "index-volume", "services"];

    private readonly Dictionary<string, Reply> _answers = [];

    [OneTimeSetUp]
    public async Task Replay()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await using (var loki = await RunningLoki.RecordedAsync("loki", 1795370086.13))
        {
            (await loki.Http.PostAsJsonAsync("loki/api/v1/push", new { streams = new[] { EarlierLoad } }, stop.Token)).EnsureSuccessStatusCode();
            await AllAsync(loki, Writes, stop.Token);
            loki.Clock.SetUtcNow(RunningLoki.At(1795370087.277));
            await AllAsync(loki, Reads, stop.Token);
            await AllAsync(loki, NotThere, stop.Token);
        }

        await using var second = await RunningLoki.RecordedAsync("loki-auth", 1795370087.6);
        await AllAsync(second, WithTenants, stop.Token);
    }

    [TestCaseSource(nameof(Writes))]
    [TestCaseSource(nameof(Reads))]
    [TestCaseSource(nameof(WithTenants))]
    public void The_answer_is_that_of_the_real_program(string name)
    {
        var (recorded, answer) = (LokiRecording.Load(name).Reply, _answers[name]);

        answer.Head.ShouldBe(recorded.Head);
        if (OtherWords.ContainsKey(name))
            answer.Meaning.ShouldNotBe(recorded.Meaning, "it differs no longer: take it from the list");
        else
            answer.Meaning.ShouldBe(recorded.Meaning);
    }

    [TestCaseSource(nameof(NotThere))]
    public void What_the_stand_in_does_not_have_is_not_found(string name)
    {
        LokiRecording.Load(name).Reply.Status.ShouldBeLessThan(300, "the real one has it");
        _answers[name].Head.ShouldBe("404 text/plain; charset=utf-8, nosniff", "it is there: replay it");
    }

    [Test]
    public async Task Right_after_the_start_it_is_not_ready_in_other_words()
    {
        await using var loki = await RunningLoki.StartAsync(RunningLoki.Yaml(), 1795370086, readyAfter: "15s");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        var recorded = LokiRecording.Load("not-ready-1");

        var answer = await recorded.SendAsync(loki.Http, stop.Token);

        answer.Head.ShouldBe(recorded.Reply.Head);
        answer.Meaning.ShouldNotBe(recorded.Reply.Meaning, "it differs no longer: replay it");
    }

    [TestCase("query_range-streams", "line two", "line too")]
    [TestCase("query_range-dup", "other at same ts", "same")]
    [TestCase("query_range-categorized", "\"user\":\"u1\"", "\"user\":\"u2\"")]
    [TestCase("query_range-matrix", "1795370100", "1795370040")]
    [TestCase("series", "\"part\":\"1\"", "\"part\":\"2\"")]
    [TestCase("push-out-of-order-2", "1 out of 1", "1 out of 2")]
    [TestCase("otlp-empty", "one valid", "one")]
    public void An_answer_that_says_anything_else_is_noticed(string name, string text, string other)
    {
        var recorded = LokiRecording.Load(name).Reply;
        var changed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(recorded.Body).Replace(text, other, StringComparison.Ordinal));

        changed.ShouldNotBe(recorded.Body);
        (recorded with { Body = changed }).Meaning.ShouldNotBe(_answers[name].Meaning);
    }

    [Test]
    public void Every_recording_is_replayed_somewhere()
    {
        var folders = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Recordings", "loki")).Select(f => Path.GetFileName(f)!);

        // not-ready and while-not-ready need a start-up time, via-collector the collector's requests: they have tests of their own.
        folders.Except([.. Writes, .. Reads, .. WithTenants, .. NotThere]).Where(f => !f.StartsWith("via-collector-", StringComparison.Ordinal))
            .ShouldBe(["not-ready-1", "not-ready-2", "push-while-not-ready"], ignoreOrder: true);
    }

    // A load test had run before: its stream is in the recorded lists.
    private static object EarlierLoad => new
    {
        stream = new
        {
            application = "k6load", cluster = "env-cluster", pod = "k6-0", service_namespace = "openstack", k8s_cluster_name = "env-cluster",
            k8s_namespace_name = "openstack", k8s_pod_name = "k6-0", @namespace = "openstack", service_name = "k6load",
        },
        values = new[] { new[] { "1795370000000000000", "x" } },
    };

    private async Task AllAsync(RunningLoki loki, IEnumerable<string> names, CancellationToken cancel)
    {
        foreach (var name in names)
            _answers[name] = await LokiRecording.Load(name).SendAsync(loki.Http, cancel);
    }
}
