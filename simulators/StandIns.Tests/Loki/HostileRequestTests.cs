using System.Net.Http.Headers;
using System.Text;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>Requests that nobody in his right mind sends: each is refused in words, and the next one is answered.</summary>
[CancelAfter(60_000)]
public sealed class HostileRequestTests
{
    private RunningLoki _loki = null!;

    [OneTimeSetUp]
    public async Task Start() => _loki = await RunningLoki.WithAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _loki.DisposeAsync();

    // Each of these ended the program: its parser called itself until the stack was full.
    [TestCase("", "(", "")]
    [TestCase("", "sum(", "")]
    [TestCase("", "1^", "1")]
    [TestCase("rate", "(", "{a=\"b\"}")]
    [TestCase("{a=\"b\"} | ", "(", "")]
    [TestCase("{a=\"b\"} | ", "x=1,(", "")]
    public async Task A_query_that_is_nested_too_deep_is_refused(string first, string part, string last, CancellationToken stop)
    {
        var (status, words) = await AskAsync(first + string.Concat(Enumerable.Repeat(part, 20_000)) + last, stop);

        status.ShouldBe(400);
        words.ShouldEndWith("the stand-in for Loki does not know queries that are nested so deep");
    }

    [TestCase("(", "1", ")")]
    [TestCase("sum(", "count_over_time({a=\"b\"}[1m])", ")")]
    [TestCase("", "{a=\"b\"} | logfmt | x=1", " or x=2")]
    public async Task One_that_is_nested_as_people_do_is_answered(string before, string middle, string after, CancellationToken stop) =>
        (await AskAsync(string.Concat(Enumerable.Repeat(before, 100)) + middle + string.Concat(Enumerable.Repeat(after, 100)), stop)).Status.ShouldBe(200);

    [Test]
    public async Task Thousands_of_filters_or_terms_side_by_side_are_no_depth(CancellationToken stop)
    {
        (await _loki.PushAsync("""{"many":"yes"}""", _loki.Now - 1_000_000_000, "x=1")).Status.ShouldBe(204);

        (await AskAsync("{many=\"yes\"} | logfmt | " + string.Join(" or ", Enumerable.Repeat("x=2", 15_000)) + " or x=1", stop)).Words.ShouldContain("\"x=1\"");
        (await AskAsync("{many=\"yes\"} | logfmt | " + string.Join(',', Enumerable.Repeat("x=1", 30_000)), stop)).Words.ShouldContain("\"x=1\"");
        (await AskAsync(string.Join('+', Enumerable.Repeat("count_over_time({many=\"yes\"}[1m])", 3_000)), stop)).Status.ShouldBeOneOf(200, 400);
    }

    [Test]
    public async Task A_query_of_128_KiB_is_too_long(CancellationToken stop)
    {
        var query = "{a=\"b\"} |= \"" + new string('x', 131_072) + "\"";

        (await AskAsync(query, stop)).ShouldBe((400, $"parse error : input size too long ({query.Length} > 131072)"));
    }

    [TestCase("count_over_time({a=\"b\"}[1000000y])", "not a valid duration string: \"1000000y\"")]
    [TestCase("count_over_time({a=\"b\"}[1m] offset 99999999y)", "syntax error: unexpected IDENTIFIER")]
    [TestCase("{a=\"b\"} | x > 99999999999999999999h", "syntax error: unexpected IDENTIFIER")]
    public async Task A_duration_that_Go_cannot_count_is_none(string query, string words, CancellationToken stop)
    {
        var answer = await AskAsync(query, stop);

        answer.Status.ShouldBe(400);
        answer.Words.ShouldContain(words);
    }

    [TestCase("query_range?query=%7Ba%3D%22b%22%7D&since=99999999999h", "cannot parse \"99999999999h\" to a valid duration (since)")]
    [TestCase("query?query=1&time=99999999999999999.5", "could not parse '99999999999999999.5' as a time")]
    public async Task A_parameter_out_of_all_range_is_refused(string request, string words, CancellationToken stop)
    {
        using var answer = await _loki.Http.GetAsync($"loki/api/v1/{request}", stop);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop)).ShouldBe((400, words));
    }

    [TestCase(0x07, 413, "request body too large: message size too large than max (2147483647 vs 268435456)\n")]
    [TestCase(0x0f, 400, "snappy: corrupt input\n")]
    [TestCase(0x00, 400, "snappy: corrupt input\n")]
    public async Task A_body_that_says_it_is_gigabytes_takes_no_memory(int last, int status, string words, CancellationToken stop)
    {
        using var body = new ByteArrayContent([0xff, 0xff, 0xff, 0xff, (byte)last, 0, (byte)'x']);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");

        using var answer = await _loki.Http.PostAsync("loki/api/v1/push", body, stop);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop)).ShouldBe((status, words));
    }

    [Test]
    public async Task A_time_of_more_digits_than_64_bits_hold_is_no_time(CancellationToken stop)
    {
        using var body = new StringContent("""{"streams":[{"stream":{"a":"b"},"values":[["99999999999999999999999","x"]]}]}""", Encoding.UTF8, "application/json");

        using var answer = await _loki.Http.PostAsync("loki/api/v1/push", body, stop);

        ((int)answer.StatusCode).ShouldBe(400);
    }

    [TestCase("loki/api/v1/push", "application/json", "br", "Content-Encoding \"br\" not supported")]
    [TestCase("loki/api/v1/push", "application/json", "gzip", "gzip: invalid header")]
    [TestCase("otlp/v1/logs", "application/x-protobuf", "deflate", "unsupported content encoding deflate: only gzip, lz4 and zstd are supported")]
    [TestCase("otlp/v1/logs", "application/x-protobuf", "gzip", "gzip: invalid header")]
    public async Task A_body_that_is_not_packed_as_it_says_is_refused(string path, string type, string encoding, string words, CancellationToken stop)
    {
        using var body = new StringContent("{                   }");
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        body.Headers.ContentEncoding.Add(encoding);

        using var answer = await _loki.Http.PostAsync(path, body, stop);

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(stop)).ShouldContain(words);
    }

    [TestCase("loki/api/v1/push")]
    [TestCase("otlp/v1/logs")]
    public async Task A_push_longer_than_the_configuration_allows_is_413(string path, CancellationToken stop)
    {
        await using var loki = await RunningLoki.StartAsync(RunningLoki.Yaml() + "distributor: {max_recv_msg_size: 1000}\n", 1795370086);
        using var body = new StringContent($"{{{new string(' ', 999)}}}", Encoding.UTF8, "application/json");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await loki.Http.PostAsync(path, body, stop);

        ((int)answer.StatusCode).ShouldBe(413);
        (await answer.Content.ReadAsStringAsync(stop)).ShouldContain("request body too large: message size too large than max (1001 vs 1000)");
    }

    private async Task<(int Status, string Words)> AskAsync(string query, CancellationToken stop)
    {
        // As a form: an address may not be so long.
        using var form = new StringContent("query=" + Uri.EscapeDataString(query), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await _loki.Http.PostAsync("loki/api/v1/query_range", form, stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }
}
