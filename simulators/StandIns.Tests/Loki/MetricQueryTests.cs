using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Loki;

[CancelAfter(60_000)]
public sealed class MetricQueryTests
{
    private const long Second = 1_000_000_000;
    private const long Base = 1795370000 * Second;

    [Test]
    public async Task The_start_of_a_window_is_not_part_of_it_and_its_end_is()
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAtAsync("""{"app":"a"}""", (Base, "at the start"), (Base + 1, "a nanosecond later"), (Base + (10 * Second), "at the end"), (Base + (10 * Second) + 1, "after it"));

        (await loki.VectorAsync("sum(count_over_time({app=\"a\"}[10s]))", Base + (10 * Second))).ShouldBe(["{} 2"]);
        (await loki.VectorAsync("sum(rate({app=\"a\"}[10s]))", Base + (10 * Second))).ShouldBe(["{} 0.2"]);
        (await loki.VectorAsync("sum(count_over_time({app=\"a\"}[10s] offset 10s))", Base + (20 * Second))).ShouldBe(["{} 2"]);
    }

    [TestCase("sum by (app) (count_over_time({app=~\"a|b\"}[1m]))", "{\"app\":\"a\"} 3", "{\"app\":\"b\"} 1")]
    [TestCase("sum without (app, service_name, detected_level) (count_over_time({app=~\"a|b\"}[1m]))", "{\"host\":\"h\"} 4")]
    [TestCase("count(count_over_time({app=~\"a|b\"}[1m]))", "{} 2")]
    [TestCase("max(sum by (app) (bytes_over_time({app=~\"a|b\"}[1m])))", "{} 11")]
    [TestCase("min by (app) (sum by (app) (bytes_rate({app=\"a\"}[1m])) * 60)", "{\"app\":\"a\"} 11")]
    [TestCase("avg(sum by (app) (count_over_time({app=~\"a|b\"}[1m])))", "{} 2")]
    [TestCase("topk(1, sum by (app) (count_over_time({app=~\"a|b\"}[1m])))", "{\"app\":\"a\"} 3")]
    [TestCase("bottomk(1, sum by (app) (count_over_time({app=~\"a|b\"}[1m])))", "{\"app\":\"b\"} 1")]
    [TestCase("sum(count_over_time({app=\"a\"}[1m])) > 2", "{} 3")]
    [TestCase("sum(count_over_time({app=\"a\"}[1m])) > 3")]
    [TestCase("sum(count_over_time({app=\"a\"}[1m])) > bool 3", "{} 0")]
    [TestCase("2 + sum(count_over_time({app=\"a\"}[1m])) * 2 ^ 2", "{} 14")]
    [TestCase("sum(count_over_time({app=\"b\"}[1m])) / sum(count_over_time({app=\"a\"}[1m]))", "{} 0.3333333333333333")]
    [TestCase("sum(sum_over_time({app=\"a\"} | logfmt | unwrap v | __error__=\"\" [1m]))", "{} 3")]
    [TestCase("max by (app) (max_over_time({app=\"a\"} | logfmt | unwrap v | __error__=\"\" [1m]))", "{\"app\":\"a\"} 2")]
    [TestCase("sum(count_over_time({app=\"none\"}[1m]))")]
    public async Task An_instant_query_gives_these_series(string query, params string[] series)
    {
        await using var loki = await RunningLoki.WithAsync("discover_log_levels: false");
        await loki.PushAsync("""{"app":"a","host":"h"}""", Base + Second, "v=1", "v=2", "v=x y");
        await loki.PushAsync("""{"app":"b","host":"h"}""", Base + Second, "w=1");

        (await loki.VectorAsync(query, Base + (30 * Second))).ShouldBe(series);
    }

    [Test]
    public async Task A_range_query_has_a_value_at_each_multiple_of_the_step_where_there_is_something()
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAtAsync("""{"app":"a"}""", (Base + Second, "x"), (Base + (2 * Second), "y"), (Base + (25 * Second), "z"));

        var (_, body) = await loki.AskAsync("loki/api/v1/query_range", ("query", "sum(count_over_time({app=\"a\"}[10s]))"), ("step", "10"),
            ("start", "1795370001"), ("end", "1795370038"));

        JsonNode.Parse(body)!["data"]!["result"]![0]!["values"]!.ToJsonString().ShouldBe("""[[1795370010,"2"],[1795370030,"1"]]""");
    }

    [Test]
    public async Task A_value_that_is_none_is_an_error_of_the_query_and_not_a_gap()
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAsync("""{"app":"a"}""", Base, "v=x");

        var (status, body) = await loki.AskAsync("loki/api/v1/query", ("query", "sum_over_time({app=\"a\"} | logfmt | unwrap v [1h])"));

        status.ShouldBe(400);
        body.ShouldStartWith("pipeline error: 'SampleExtractionErr' for series: '{");
    }

    [Test]
    public async Task More_series_than_allowed_are_refused()
    {
        await using var loki = await RunningLoki.WithAsync("max_query_series: 2");
        foreach (var app in new[] { "a", "b", "c" })
            await loki.PushAsync($$"""{"app":"{{app}}"}""", Base, "x");

        var (status, body) = await loki.AskAsync("loki/api/v1/query", ("query", "count_over_time({app=~\".+\"}[1h])"));

        status.ShouldBe(400);
        body.ShouldStartWith("maximum number of series (2) reached");
        (await loki.VectorAsync("sum(count_over_time({app=~\".+\"}[1h]))")).ShouldBe(["{} 3"]);
    }

    [TestCase("1 + 2 * 3", "7")]
    public async Task A_number_is_a_scalar(string query, string value)
    {
        await using var loki = await RunningLoki.WithAsync();

        var (_, body) = await loki.AskAsync("loki/api/v1/query", ("query", query));

        JsonNode.Parse(body)!["data"]!["result"]![1]!.GetValue<string>().ShouldBe(value);
    }
}
