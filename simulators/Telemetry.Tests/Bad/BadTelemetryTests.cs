using System.Text;
using Snappier;
using Validation.Simulators.Telemetry.Bad;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.Telemetry.Tests.Bad;

public sealed class BadTelemetryTests
{
    private static readonly BadMoment Moment = new(Bench.Begin, "r1");

    public static IEnumerable<TestCaseData> Rows => BadTelemetry.All.Select(b => new TestCaseData(b).SetArgDisplayNames(b.Name));

    /// <summary>But for the one whose recorded request is too large to keep.</summary>
    public static IEnumerable<TestCaseData> RowsWithRequest =>
        BadTelemetry.All.Where(b => File.Exists(RequestOf(b))).Select(b => new TestCaseData(b).SetArgDisplayNames(b.Name));

    [Test]
    public void Every_row_has_a_name_of_its_own() => BadTelemetry.All.Select(b => b.Name).ShouldBeUnique();

    [TestCaseSource(nameof(Rows))]
    public void What_is_promised_is_what_the_recording_answered(BadPayload bad)
    {
        Recording.Status(bad.Source).ShouldBe(bad.Status);
        Recording.Answer(bad.Source).ShouldContain(bad.Says);
    }

    [TestCaseSource(nameof(RowsWithRequest))]
    public void What_is_sent_has_the_head_of_the_recorded_request(BadPayload bad)
    {
        var head = File.ReadAllText(RequestOf(bad)).Split("\n\n")[0].Split('\n');
        head[0].ShouldBe($"{bad.Method} {bad.Path} HTTP/1.1");
        Header(head, "Content-Type").ShouldBe(bad.ContentType);
        Header(head, "Content-Encoding").ShouldBe(bad.ContentEncoding);
    }

    [TestCaseSource(nameof(Rows))]
    public async Task It_is_sent_as_it_stands_after_its_good_one(BadPayload bad)
    {
        var came = 0;
        await using var receiver = await HttpReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = bad.Before is not null && came++ == 0 ? 204 : bad.Status;
            return Task.CompletedTask;
        });
        using var sender = new BadSender();
        using var deadline = Bench.Patient();
        (await sender.SendAsync(bad, receiver.Endpoint, Moment, deadline)).Status.ShouldBe(bad.Status);
        var requests = receiver.Requests.ToArray();
        requests.Length.ShouldBe(bad.Before is null ? 1 : 2);
        requests[^1].Body.ShouldBe(bad.Method == "GET" ? [] : bad.Body(Moment));
        (requests[^1].Method, requests[^1].ContentType, requests[^1].ContentEncoding).ShouldBe((bad.Method, bad.ContentType, bad.ContentEncoding));
    }

    [Test]
    public async Task A_good_request_that_is_refused_is_told_apart()
    {
        var bad = BadTelemetry.All.First(b => b.Before is not null);
        await using var receiver = await HttpReceiver.AnsweringAsync(503, "text/plain", "busy"u8.ToArray());
        using var sender = new BadSender();
        using var deadline = Bench.Patient();
        (await sender.SendAsync(bad, receiver.Endpoint, Moment, deadline)).ShouldBe(new BadAnswer(503, "to the good request before: busy"));
    }

    [TestCase("collector/err-short-trace-id")]
    [TestCase("collector/err-bad-json")]
    [TestCase("collector/zipkin-bad-id")]
    [TestCase("collector/jaeger-bad-body")]
    public void A_body_that_does_not_depend_on_time_is_the_recorded_one(string source) =>
        Encoding.UTF8.GetString(BadTelemetry.All.Single(b => b.Source == source).Body(Moment)).ShouldBe(Encoding.UTF8.GetString(Recording.Body(source)));

    [Test]
    public void More_than_20_MiB_is_JSON_all_the_same()
    {
        var body = BadTelemetry.All.Single(b => b.Source == "collector/err-body-too-large").Body(Moment);
        body.Length.ShouldBeGreaterThan(20 << 20);
        Should.NotThrow(() => System.Text.Json.JsonDocument.Parse(body).Dispose());
    }

    [Test]
    public void Writes_are_wrong_in_the_one_point_that_they_name()
    {
        foreach (var bad in BadTelemetry.All.Where(b => b.Receiver == BadReceiver.RemoteWrite && b.Says != "snappy: corrupt input"))
        {
            var series = WriteRequest.Parser.ParseFrom(Snappy.DecompressToArray(bad.Body(Moment))).Timeseries;
            series.ShouldAllBe(s => s.Samples.Count + s.Histograms.Count == 1 && s.Labels.Any(l => l.Name == "run" && l.Value == "r1"));
            var named = series.All(s => s.Labels[0].Name == "__name__");
            named.ShouldBe(bad.Source != "prometheus/rw-no-name");
            series.Any(s => s.Histograms.Count > 0).ShouldBe(bad.Source == "prometheus/rw-native-histogram");
            series.Any(s => s.Labels.GroupBy(l => l.Name).Any(g => g.Count() > 1)).ShouldBe(bad.Source == "prometheus/rw-dup-label");
        }
    }

    private static string RequestOf(BadPayload bad) => Path.Combine(AppContext.BaseDirectory, "Recordings", bad.Source, "request.txt");

    private static string Header(string[] head, string name) =>
        head.FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..] ?? "";
}
