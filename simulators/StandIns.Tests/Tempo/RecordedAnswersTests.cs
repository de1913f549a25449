using System.Text;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>
/// Every recorded request gets the recorded answer, but for the differences listed here, which must be there: one that is needless
/// fails the test too. They are explained in the stand-in's DIFFERENCES.md.
/// </summary>
public sealed class RecordedAnswersTests
{
    private static readonly string[] s_bytes = ["$.metrics.inspectedBytes"];
    private static readonly string[] s_noBytes = ["-$.metrics.inspectedBytes"];

    private static readonly Dictionary<string, string[]> s_differences = new()
    {
        ["buildinfo"] = ["$.branch", "$.goVersion"],
        ["status-version"] = ["body"],
        ["otlp-bad-json"] = ["$.message"],
        ["trace-v2-json"] = s_bytes,
        ["search-empty"] = s_bytes,
        ["search-limit-too-big"] = s_bytes,
        ["search-no-range"] = s_bytes,
        ["search-status-error"] = s_bytes,
        ["search-structural"] = s_bytes,
        ["search-tags-legacy"] = s_bytes,
        ["search-traceql"] = s_bytes,
        ["tag-values-v1"] = s_noBytes,
        ["tag-values-v2"] = s_noBytes,
        ["tag-values-v2-q"] = s_noBytes,
        ["tags-v1"] = s_noBytes,
        ["tags-v2"] = s_noBytes,
        ["tags-v2-scope"] = s_noBytes,
        ["metrics-query_range"] = ["-$.series[].exemplars"],
        ["via-collector-jaeger"] = s_bytes,
        ["via-collector-otlp"] = s_bytes,
        ["via-collector-zipkin"] = s_bytes,
    };

    // What the stand-in does not have, and what it has not in the time before it is ready.
    private static readonly string[] s_notThere = ["metrics-summary"];
    private static readonly string[] s_starting = ["not-ready-1", "not-ready-2", "search-while-not-ready"];

    private static IEnumerable<string> Settled() => Names(n => !n.StartsWith("too-early-", StringComparison.Ordinal) && !n.StartsWith("via-collector-", StringComparison.Ordinal)
        && !s_notThere.Contains(n) && !s_starting.Contains(n));

    private static IEnumerable<string> ViaCollector() => Names(n => n.StartsWith("via-collector-", StringComparison.Ordinal));

    private static IEnumerable<string> TooEarly() => Names(n => n.StartsWith("too-early-", StringComparison.Ordinal));

    [TestCaseSource(nameof(Settled))]
    public async Task What_was_asked_of_a_real_one_is_answered_the_same(string name)
    {
        var bench = await FilledAsync();
        bench.Settle();

        await ShouldAnswerAsync(bench, TempoRecording.Load(name));
    }

    [TestCaseSource(nameof(TooEarly))]
    public async Task Before_the_cut_search_sees_nothing(string name)
    {
        var bench = await FilledAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(1.5));
        bench.Engine.Cut();

        await ShouldAnswerAsync(bench, TempoRecording.Load(name));
        (await bench.GetAsync("/api/v2/traces/006902d9dda5c1388dbc10cf817cb498")).ShouldContain("\"build_instances\"");
    }

    [TestCaseSource(nameof(ViaCollector))]
    public async Task What_the_real_collector_handed_on_is_answered_as_by_the_real_Tempo(string name)
    {
        var bench = new TempoBench();
        var handed = File.ReadAllText(Path.Combine(TempoRecording.Folder, "..", "collector", "out-traces.jsonl"));
        foreach (var (from, to) in s_handed)
            handed = handed.Replace(from, to, StringComparison.Ordinal);
        foreach (var line in handed.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            bench.Push(Wire.OtlpJson.Read<Wire.Otlp.ExportTraceServiceRequest>(Encoding.UTF8.GetBytes(line))).ShouldBeNull();
        bench.Settle();

        await ShouldAnswerAsync(bench, TempoRecording.Load(name));
    }

    [TestCaseSource(nameof(s_notThere))]
    public async Task What_the_stand_in_does_not_have_is_not_found(string name)
    {
        var recording = TempoRecording.Load(name);

        recording.Status.ShouldBe(200, "the real one has it");
        (await (await FilledAsync()).GetAsync(recording.Target)).ShouldBe("404 404 page not found\n", "it is there: replay it");
    }

    [Test]
    public async Task Before_it_is_ready_it_answers_queries_all_the_same()
    {
        var bench = await FilledAsync(readyAfter: TimeSpan.FromMinutes(1));
        bench.Settle();
        var recording = TempoRecording.Load("search-while-not-ready");

        var (status, type, vary, body) = await bench.AskAsync(recording);

        (status, type, vary).ShouldBe((recording.Status, recording.AnswerType, recording.Vary));
        Members(body).ShouldBe(Members(recording.Answer));
    }

    [Test]
    public async Task It_is_not_ready_at_once_when_it_is_told_so()
    {
        var bench = new TempoBench(readyAfter: TimeSpan.FromSeconds(15));

        // Right after the start the real one says which of its services are not running yet.
        var first = TempoRecording.Load("not-ready-1");
        var (status, type, _, body) = await bench.AskAsync(first);
        (status, type).ShouldBe((first.Status, first.AnswerType));
        Encoding.UTF8.GetString(body).ShouldNotBe(first.Text, "it differs no longer: replay it");
        await ShouldAnswerAsync(bench, TempoRecording.Load("not-ready-2"));
        bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await ShouldAnswerAsync(bench, TempoRecording.Load("ready"));
    }

    [Test]
    public async Task A_trace_in_protobuf_is_the_recorded_one_to_the_byte()
    {
        var bench = await FilledAsync();
        var recording = TempoRecording.Load("trace-v1-proto");

        var (_, _, _, body) = await bench.AskAsync(recording);

        Wire.Otlp.TracesData.Parser.ParseFrom(body).ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans)
            .ShouldBe(Wire.Otlp.TracesData.Parser.ParseFrom(recording.Answer).ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans));
        body.Length.ShouldBe(recording.Answer.Length);
    }

    [Test]
    public void Every_difference_is_of_a_recording_that_is_there() => s_differences.Keys.Except(Settled()).Except(ViaCollector()).ShouldBeEmpty();

    // Names of the members of an answer's first trace.
    private static IEnumerable<string> Members(byte[] answer) =>
        System.Text.Json.Nodes.JsonNode.Parse(answer)!["traces"]![0]!.AsObject().Select(m => m.Key).Where(n => n != "durationMs").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(Func<string, bool> wanted) => Directory.GetDirectories(TempoRecording.Folder).Select(d => Path.GetFileName(d)!)
        .Where(n => !n.StartsWith("prometheus-", StringComparison.Ordinal) && n != "trace-v1-proto").Where(wanted).Order(StringComparer.Ordinal);

    private static async Task ShouldAnswerAsync(TempoBench bench, TempoRecording recording)
    {
        var (status, type, vary, body) = await bench.AskAsync(recording);

        (status, type, vary).ShouldBe((recording.Status, recording.AnswerType, recording.Vary), Encoding.UTF8.GetString(body));
        var differences = type == "application/json"
            ? JsonDifference.Of(recording.Answer, body)
            : Encoding.UTF8.GetString(body) == recording.Text ? [] : ["body"];
        differences.ShouldBe(s_differences.GetValueOrDefault(recording.Name, []), $"{Encoding.UTF8.GetString(body)}\nrecorded {recording.Text}");
    }

    /// <summary>The two traces that were there: the recorded push, and the one before it, whose ids and times the answers tell.</summary>
    private static async Task<TempoBench> FilledAsync(TimeSpan readyAfter = default)
    {
        var push = TempoRecording.Load("otlp-json-push");
        var before = Encoding.UTF8.GetString(push.Body);
        foreach (var (from, to) in s_before)
            before = before.Replace(from, to, StringComparison.Ordinal);
        var bench = new TempoBench(readyAfter: readyAfter);
        (await bench.AskAsync(push with { Body = Encoding.UTF8.GetBytes(before) })).Status.ShouldBe(200);
        (await bench.AskAsync(push)).Status.ShouldBe(200);
        return bench;
    }

    private static readonly (string From, string To)[] s_before =
    [
        ("006902d9dda5c1388dbc10cf817cb498", "0043efa81541a050e82d49676decf0d3"), ("fb4012e1e0bd65bc", "ee6a416b841f77d6"),
        ("2cb8679d82745e53", "adbee531ecac6bb5"), ("efcdb8ab5dd6ddca", "9433c9c899324172"),
        ("1795369500338073856", "1795369477794268928"), ("1795369501338073856", "1795369478794268928"),
        ("1795369500438073856", "1795369477894268672"), ("1795369501138073856", "1795369478594268672"),
        ("1795369500538074112", "1795369477994268928"), ("1795369501038074112", "1795369478494268928"),
    ];

    // Ids and times of the same three requests in the run in which the collector's output was kept, and in the run in which Tempo was asked.
    private static readonly (string From, string To)[] s_handed =
    [
        ("81eea2be56cbc578d1658313a88c6db8", "397c69141f8e36805b3e80b077fd4564"), ("7c83798dbd565571", "f590d09f7742fa02"),
        ("1795368902826645760", "1795370111055326464"), ("1795368903826648576", "1795370112055329536"),
        ("9f81808f78adf7d537e3e7755e341a96", "9888382835f0e4045c688040a87d5b9a"), ("c8a2ecfe561c8ba0", "7f6b0a13297402d2"),
        ("1795368903846861000", "1795370111713888000"), ("1795368904096861000", "1795370111963888000"),
        ("f33b9a630fb3e3195146e9345520e929", "168b14061e75b28a48d574d0463a06b8"), ("5f0b52d658c09261", "23348d1a906f3044"),
        ("1795368903862561000", "1795370111742979000"), ("1795368903986017000", "1795370111866435000"),
    ];
}
