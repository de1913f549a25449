using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.InstrumentedApp;
using Validation.Steps.Traces;

namespace Validation.Steps.Tests.Traces;

public sealed class AppExpectationsTests
{
    private static readonly AppReport Report = new("svc", "svc-1", "app", "1",
        [new AppOperation(0, "t", [new AppSpan("a", "", "handle", "Server", true), new AppSpan("b", "a", "store", "Producer", false)], [])],
        [new AppCounter("app.operations", "{operation}", "ok", 3), new AppCounter("app.work", "s", "ok", 0.125)],
        new AppHistogram("app.duration", "ms", 3, 61.5, [1, 50], [1, 0, 2]), []);

    [Test]
    public void A_span_that_is_stored_as_it_was_made_has_the_same_key_and_any_other_has_not()
    {
        var wanted = AppExpectations.Spans(Report).Select(s => s.Key).ToList();
        var stored = new SpanRecord("t", "a", "", "svc", "handle", SpanKind.Server, 0, 1) { Status = SpanStatus.Error };

        wanted.ShouldBe(["t/a below none: Server handle, failed", "t/b below a: Producer store"]);
        AppExpectations.Span(stored).Key.ShouldBe(wanted[0]);
        foreach (var other in new[] { stored with { TraceId = "u" }, stored with { ParentSpanId = "b" }, stored with { Kind = SpanKind.Client }, stored with { Status = SpanStatus.Ok } })
            wanted.ShouldNotContain(AppExpectations.Span(other).Key);
    }

    [Test]
    public void Metrics_have_their_instruments_names_and_the_cumulative_buckets_of_Prometheus() =>
        AppExpectations.Metrics(Report).Select(m => (m.Key, m.Value)).ShouldBe(
        [
            (LabelSet.Of(("name", "app_operations"), ("outcome", "ok")).Text, 3d),
            (LabelSet.Of(("name", "app_work"), ("outcome", "ok")).Text, 0.125),
            (LabelSet.Of(("name", "app_duration_count")).Text, 3d),
            (LabelSet.Of(("name", "app_duration_sum")).Text, 61.5),
            (LabelSet.Of(("le", "1"), ("name", "app_duration_bucket")).Text, 1d),
            (LabelSet.Of(("le", "50"), ("name", "app_duration_bucket")).Text, 1d),
            (LabelSet.Of(("le", "+Inf"), ("name", "app_duration_bucket")).Text, 3d),
        ]);

    [TestCase("logs", "export failed for logs", Outcome.Holds, "")]
    [TestCase("logs", "export failed for logs|no room", Outcome.Violated, "problem")]
    [TestCase("logs", "no room", Outcome.Violated, "problem,needless")]
    [TestCase("logs", "", Outcome.Violated, "needless")]
    public void A_complaint_is_known_or_a_finding_and_so_is_an_exception_without_a_complaint(string known, string problems, Outcome outcome, string rules)
    {
        var verdict = AppExpectations.Complaints(Report with { Problems = [.. problems.Split('|', StringSplitOptions.RemoveEmptyEntries)] }, known);

        (verdict.Outcome, string.Join(',', verdict.Findings.Select(f => f.Rule))).ShouldBe((outcome, rules));
    }
}
