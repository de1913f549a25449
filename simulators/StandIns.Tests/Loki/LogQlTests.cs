using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Loki;

[CancelAfter(60_000)]
public sealed class LogQlTests
{
    private static readonly string[] Stored =
    [
        "level=info msg=started status=200 took=15ms size=2KB", "level=error msg=\"it failed\" status=500 took=1m30s size=3MB", "plain ERROR text",
        "{\"level\":\"warn\",\"http\":{\"status\":404},\"tags\":[1],\"ok\":true}", "last line with (brackets) and a 7",
    ];

    private RunningLoki _loki = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _loki = await RunningLoki.WithAsync();
        (await _loki.PushAsync("""{"app":"nova","host":"a1"}""", _loki.Now, Stored)).Status.ShouldBe(204);
        (await _loki.PushAsync("""{"app":"glance","host":"b2"}""", _loki.Now, "from glance")).Status.ShouldBe(204);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _loki.DisposeAsync();

    [TestCase("{app=\"nova\"}", 0, 1, 2, 3, 4)]
    [TestCase("{host!=\"b2\", app=~\"nova|glance\"}", 0, 1, 2, 3, 4)]
    [TestCase("{app=~\"no.*\"}", 0, 1, 2, 3, 4)]
    [TestCase("{app=~\"no\"}")]
    [TestCase("{app=\"nova\", host!~\"a.\"}")]
    [TestCase("{app=\"nova\"} |= \"level\"", 0, 1, 3)]
    [TestCase("{app=\"nova\"} |= `level` != `error`", 0, 3)]
    [TestCase("{app=\"nova\"} |= \"started\" or \"failed\"", 0, 1)]
    [TestCase("{app=\"nova\"} != \"started\" or \"failed\"", 2, 3, 4)]
    [TestCase("{app=\"nova\"} |~ `\\d{3}`", 0, 1, 3)]
    [TestCase("{app=\"nova\"} !~ `(?i)ERROR|level`", 4)]
    [TestCase("{app=\"nova\"} |~ `7$`", 4)]
    [TestCase("{app=\"nova\"} |~ `\\(brackets\\)`", 4)]
    [TestCase("{app=\"nova\"} | logfmt | status=500", 1)]
    [TestCase("{app=\"nova\"} | logfmt | status>=200 and status<300", 0)]
    [TestCase("{app=\"nova\"} | logfmt | status=200 or status=500", 0, 1)]
    [TestCase("{app=\"nova\"} | logfmt | took>1m", 1)]
    [TestCase("{app=\"nova\"} | logfmt | took<=15ms", 0)]
    [TestCase("{app=\"nova\"} | logfmt | size>=1MB", 1)]
    [TestCase("{app=\"nova\"} | logfmt | msg=\"it failed\"", 1)]
    [TestCase("{app=\"nova\"} | logfmt | (status=200 or level=\"error\"), msg=~\"st.*\"", 0)]
    [TestCase("{app=\"nova\"} | json | http_status=404", 3)]
    [TestCase("{app=\"nova\"} | json | __error__=\"\"", 3)]
    [TestCase("{app=\"nova\"} | json | ok=\"true\" | level!=\"info\"", 3)]
    [TestCase("{app=\"nova\"} | detected_level=\"error\"", 1, 2)]
    [TestCase("{app=\"nova\"} | nosuch=\"\"", 0, 1, 2, 3, 4)]
    [TestCase("{app=\"nova\"} | nosuch>0")]
    [TestCase("{app=\"nova\"} # a comment\n |= \"brackets\"", 4)]
    public async Task A_query_gives_these_lines(string query, params int[] lines)
    {
        (await _loki.LinesAsync(query)).ShouldBe(lines.Select(i => Stored[i]));
    }

    [TestCase("{app=\"nova\"", "parse error at line 1, col 12: syntax error: unexpected $end, expecting } or ,")]
    [TestCase("{app=nova}", "parse error at line 1, col 6: syntax error: unexpected IDENTIFIER, expecting STRING")]
    [TestCase("{app=\"nova\"} |", "parse error at line 1, col 15: syntax error: unexpected $end, expecting IDENTIFIER or (")]
    [TestCase("{app=\"nova\"} | status", "parse error at line 1, col 22: syntax error: unexpected $end")]
    [TestCase("{}", "parse error : queries require at least one regexp or equality matcher")]
    [TestCase("rate({app=\"nova\"})", "parse error at line 1, col 18: syntax error: unexpected ), expecting RANGE")]
    [TestCase("rate({app=\"nova\"}[5x])", "parse error at line 1, col 18: not a valid duration string: \"5x\"")]
    [TestCase("sum({app=\"nova\"})", "parse error at line 1, col 17: syntax error: unexpected )")]
    [TestCase("{app=~\"(\"}", "parse error at line 1, col 7: error parsing regexp")]
    [TestCase("{app=~\"a)|(b\"}", "parse error at line 1, col 7: error parsing regexp")]
    [TestCase("{app=\"nova\"} |~ `(?=x)`", "parse error at line 1, col 17: error parsing regexp")]
    [TestCase("{app=\"nova\"} | line_format \"x\"", "parse error at line 1, col 16: the stand-in for Loki does not know line_format")]
    [TestCase("quantile_over_time(0.9, {app=\"nova\"} | unwrap x [1m])", "parse error at line 1, col 1: the stand-in for Loki does not know quantile_over_time")]
    [TestCase("sum_over_time({app=\"nova\"}[1m])", "parse error : invalid aggregation sum_over_time without unwrap")]
    public async Task What_is_no_query_or_not_known_is_refused_with_its_place(string query, string words)
    {
        var (status, body) = await _loki.AskAsync("loki/api/v1/query_range", ("query", query));

        status.ShouldBe(400);
        body.ShouldStartWith(words);
    }

    [Test]
    public async Task Parsed_labels_metadata_and_labels_of_the_stream_are_told_apart()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "loki/api/v1/query_range?start=1795369000&end=1795371000&query=" + Uri.EscapeDataString("{app=\"nova\"} |= \"started\" | logfmt | drop status, took, size | keep app, level, msg"));
        request.Headers.Add("X-Loki-Response-Encoding-Flags", "categorize-labels");
        using var answer = await _loki.Http.SendAsync(request);
        var stream = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!["result"]![0]!;

        stream["stream"]!.ToJsonString().ShouldBe("""{"app":"nova"}""");
        stream["values"]![0]![2]!.ToJsonString().ShouldBe("""{"parsed":{"level":"info","msg":"started"}}""");
    }

    [Test]
    public async Task A_parsed_label_that_clashes_with_one_of_the_stream_is_called_extracted()
    {
        await _loki.PushAsync("""{"app":"clash"}""", _loki.Now, "app=other");

        (await _loki.LinesAsync("{app=\"clash\"} | logfmt | app_extracted=\"other\" | app=\"clash\"")).Length.ShouldBe(1);
    }
}
