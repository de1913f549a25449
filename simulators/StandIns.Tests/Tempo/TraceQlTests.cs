using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.StandIns.Tempo.TraceQl;
using Validation.Simulators.Wire.Otlp;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tests.Tempo;

public sealed class TraceQlTests
{
    // 1 web (server, 100 ms) → 2 call (client, 80 ms) → 3 db (server, 300 ms, failed) and 4 cache (internal, 5 ms); 5 is a root of its own.
    private static readonly TraceView s_trace = Tree();

    [TestCase("{ }", 1, 2, 3, 4, 5)]
    [TestCase("{ name = \"db\" }", 3)]
    [TestCase("{ name != \"db\" && kind = server }", 1)]
    [TestCase("{ status = error || kind = client }", 2, 3)]
    [TestCase("{ duration > 90ms }", 1, 3, 5)]
    [TestCase("{ duration >= 0.08s && duration <= 100ms }", 1, 2, 5)]
    [TestCase("{ span.code = 200 }", 1)]
    [TestCase("{ span.code != 200 }", 2)]
    [TestCase("{ span.code > 199.5 }", 1, 2)]
    [TestCase("{ .code < 300 }", 1)]
    [TestCase("{ span.code = \"200\" }")]
    [TestCase("{ span.code = nil }", 3, 4, 5)]
    [TestCase("{ span.code != nil }", 1, 2)]
    [TestCase("{ span.flag }", 4)]
    [TestCase("{ !span.flag = false }", 4)]
    [TestCase("{ name =~ \"d.|c.*\" }", 2, 3, 4)]
    [TestCase("{ name !~ \"d.|c.*\" }", 1, 5)]
    [TestCase("{ resource.service.name = \"store\" }", 3, 4)]
    [TestCase("{ span.service.name = \"store\" }")]
    [TestCase("{ .service.name = `store` }", 3, 4)]
    [TestCase("{ rootName = \"web\" && rootServiceName = \"front\" && traceDuration > 250ms && name = \"db\" }", 3)]
    [TestCase("{ span.code + 200 = 400 }", 1)]
    [TestCase("{ (-9223372036854775807 - 1) / -1 = 0 - 9223372036854775807 - 1 }", 1, 2, 3, 4, 5)]
    [TestCase("{ (-9223372036854775807 - 1) % -1 = 0 }", 1, 2, 3, 4, 5)]
    [TestCase("{ (name = \"db\" || name = \"web\") && status != error }", 1)]
    [TestCase("{ name = \"web\" || name = \"db\" && status = unset }", 1)]
    [TestCase("{ statusMessage = \"no\" }", 3)]
    [TestCase("{ span:childCount = 2 }", 2)]
    [TestCase("{ instrumentation:name = \"test\" && span:name = \"web\" }", 1)]
    [TestCase("{ event:name = \"retry\" }", 4)]
    [TestCase("{ name = \"web\" } > { }", 2)]
    [TestCase("{ name = \"web\" } >> { }", 2, 3, 4)]
    [TestCase("{ name = \"web\" } >> { status = error }", 3)]
    [TestCase("{ name = \"db\" } < { }", 2)]
    [TestCase("{ name = \"db\" } << { }", 1, 2)]
    [TestCase("{ name = \"db\" } ~ { }", 4)]
    [TestCase("{ name = \"web\" } !>> { }", 1, 5)]
    [TestCase("{ name = \"web\" } &>> { status = error }", 1, 3)]
    [TestCase("{ name = \"db\" } && { name = \"cache\" }", 3, 4)]
    [TestCase("{ name = \"db\" } && { name = \"gone\" }")]
    [TestCase("{ name = \"db\" } || { name = \"gone\" }", 3)]
    [TestCase("({ name = \"db\" } || { name = \"cache\" }) && { name = \"web\" }", 1, 3, 4)]
    [TestCase("{ } | count() > 4", 1, 2, 3, 4, 5)]
    [TestCase("{ } | count() > 5")]
    [TestCase("{ kind = server } | avg(duration) = 200ms", 1, 3)]
    [TestCase("{ } | max(span.code) >= 500", 1, 2, 3, 4, 5)]
    [TestCase("{ } | min(duration) > 5ms")]
    [TestCase("{ } | by(resource.service.name) | count() = 1", 5)]
    [TestCase("{ } | by(resource.service.name) | count() > 1 | coalesce() | select(span.code)", 1, 2, 3, 4)]
    [TestCase("{ } | { name = \"db\" }", 3)]
    public void A_query_gives_the_spans_that_it_describes(string query, params int[] spans) =>
        Parser.Parse(query).Run(s_trace).SelectMany(s => s.Spans).Select(s => s.Index + 1).Order().ShouldBe(spans);

    [TestCase("{ resource.service.name = }", "parse error at line 1, col 27: syntax error: unexpected }")]
    [TestCase("", "parse error at line 1, col 1: syntax error: unexpected $end")]
    [TestCase("foo", "parse error at line 1, col 1: syntax error: unexpected IDENTIFIER")]
    [TestCase("{ name = \"a\" ", "parse error at line 1, col 14: syntax error: unexpected $end")]
    [TestCase("{ name = \"a }", "parse error at line 1, col 10: literal not terminated")]
    [TestCase("{ } | rate( ", "parse error at line 1, col 13: syntax error: unexpected $end")]
    [TestCase("{ } {", "parse error at line 1, col 5: syntax error: unexpected {")]
    [TestCase("{ name = 1 }", "binary operations must operate on the same type: name = 1")]
    [TestCase("{ status > error }", "illegal operation for the given types: status > error")]
    [TestCase("{ name =~ \"a)|(b\" }", "invalid regex: `a)|(b`")]
    [TestCase("{ 1 + 1 }", "span filter field expressions must resolve to a boolean: { (1) + (1) }")]
    [TestCase("{ name = nil }", "name=nil is not valid because intrinsics cannot be nil")]
    [TestCase("{ name =~ \"(\" }", "invalid regex: `(`")]
    [TestCase("{ parent.foo = 1 }", "parent not yet supported")]
    [TestCase("{ } | avg(name) > 1", "aggregate field expressions must resolve to a number type: avg(name)")]
    [TestCase("{ } | topk(3)", "the stand-in for Tempo does not know topk")]
    public void A_query_that_is_none_says_where_and_why(string query, string words) =>
        Should.Throw<TraceQlException>(() => Parser.Parse(query)).Message.ShouldBe(words);

    [Test]
    public void A_loop_of_parents_ends()
    {
        var loop = View(Spans.Of("svc", Spans.One(1, 1, parent: 2, name: "a"), Spans.One(1, 2, parent: 1, name: "b")));

        Parser.Parse("{ name = \"a\" } >> { name = \"b\" }").Run(loop).ShouldHaveSingleItem().Spans.ShouldHaveSingleItem();
    }

    [TestCase(1_500_000, "1.5ms")]
    [TestCase(90_000_000_000, "1m30s")]
    [TestCase(3_600_000_000_000, "1h0m0s")]
    [TestCase(800, "800ns")]
    public void Durations_are_written_as_go_does(long nanoseconds, string text) => GoDuration.Text(nanoseconds).ShouldBe(text);

    private static TraceView Tree()
    {
        var cache = Spans.One(1, 4, parent: 2, name: "cache", milliseconds: 5).With("flag", new AnyValue { BoolValue = true });
        cache.Events.Add(new Span.Types.Event { Name = "retry", TimeUnixNano = cache.StartTimeUnixNano });
        return View(
            Spans.Of("front", Spans.One(1, 1, name: "web", kind: Kind.Server).With("code", 200), Spans.One(1, 2, parent: 1, name: "call", kind: Kind.Client, milliseconds: 80).With("code", 500)),
            Spans.Of("store", Spans.One(1, 3, parent: 2, name: "db", kind: Kind.Server, milliseconds: 300).Failed(), cache),
            Spans.Of("lone", Spans.One(1, 5, name: "single")));
    }

    private static TraceView View(params ResourceSpans[] batches)
    {
        var heads = new BatchHeads();
        var packed = batches.SelectMany(b => b.ScopeSpans, (b, s) => PackedBatch.Of(heads.Of(b.Resource, s.Scope), s.Spans)).ToArray();
        var spans = batches.SelectMany(b => b.ScopeSpans).SelectMany(s => s.Spans).ToList();
        return new TraceView(1, new TraceRow(packed, spans.Min(s => s.StartTimeUnixNano), spans.Max(s => s.EndTimeUnixNano)));
    }
}
