using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Exposition;
using Validation.Harness;
using Validation.Steps.Promises;

namespace Validation.Steps.Tests.Promises;

public sealed class SpansEndInTheLogTests
{
    private const string Taken = "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 30\n";
    private const string Logged = "otelcol_exporter_sent_spans{exporter=\"debug\"} 30\n";

    [Test]
    public void Spans_that_are_taken_and_go_to_the_log_alone_hold() => Rules(Taken + Logged).ShouldBeEmpty();

    [Test]
    public void Spans_that_are_not_in_the_log_yet_are_found() => Rules(Taken).ShouldBe(["not-yet"]);

    [Test]
    public void Spans_that_were_not_taken_are_found() => Rules(Logged).ShouldBe(["accepted"]);

    [TestCase("otelcol_exporter_sent_spans")]
    [TestCase("otelcol_exporter_send_failed_spans")]
    public void An_exporter_that_sends_them_on_makes_the_exception_needless(string counter)
    {
        var rules = Rules($"{Taken}{Logged}{counter}{{exporter=\"otlphttp/tempo\"}} 30\n");
        rules.ShouldBe(["elsewhere"]);
    }

    [Test]
    public void What_others_sent_before_does_not_count() =>
        SpansEndInTheLog.Check(Families(Taken + Logged), Answer(Taken + Logged), 30).Findings.Select(f => f.Rule).ShouldBe(["accepted", "not-yet"]);

    private static IEnumerable<string> Rules(string after) => SpansEndInTheLog.Check([], Answer(after), 30).Findings.Select(f => f.Rule);

    private static Answer<ImmutableArray<MetricFamily>> Answer(string text) => new(Families(text), Evidence.Text("metrics", text));

    private static ImmutableArray<MetricFamily> Families(string text) => ExpositionText.Read(text);
}
