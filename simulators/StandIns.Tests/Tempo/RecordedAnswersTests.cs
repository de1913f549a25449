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
    };

    private static IEnumerable<string> Settled() => Names(n => !n.StartsWith("too-early-", StringComparison.Ordinal) && !n.StartsWith("not-ready", StringComparison.Ordinal));

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

    [Test]
    public async Task It_is_not_ready_at_once_when_it_is_told_so()
    {
        var bench = new TempoBench(readyAfter: TimeSpan.FromSeconds(15));

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
    public void Every_difference_is_of_a_recording_that_is_there() => s_differences.Keys.Except(Settled()).ShouldBeEmpty();

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
    private static async Task<TempoBench> FilledAsync()
    {
        var push = TempoRecording.Load("otlp-json-push");
        var before = Encoding.UTF8.GetString(push.Body);
        foreach (var (from, to) in s_before)
            before = before.Replace(from, to, StringComparison.Ordinal);
        var bench = new TempoBench();
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
}
