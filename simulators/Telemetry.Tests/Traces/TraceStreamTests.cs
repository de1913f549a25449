using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Simulators.Telemetry.Tests.Traces;

public sealed class TraceStreamTests
{
    private static readonly NumberedItems Items = new(Bench.Seed, "traces");
    private static readonly TraceStream Stream = new(Items, Bench.Begin, TimeSpan.FromMilliseconds(10));
    private static readonly SpanRecord[][] Many = [.. Enumerable.Range(0, 500).Select(seq => Stream.Tree(seq).ToArray())];

    [Test]
    public void A_tree_is_the_same_every_time_and_another_for_another_number_or_seed()
    {
        var again = new TraceStream(new NumberedItems(Bench.Seed, "traces"), Bench.Begin, TimeSpan.FromMilliseconds(10));
        var other = new TraceStream(new NumberedItems(new Harness.Seed(1), "traces"), Bench.Begin, TimeSpan.FromMilliseconds(10));
        for (var seq = 0; seq < 50; seq++)
        {
            Text(again.Tree(seq)).ShouldBe(Text(Many[seq]));
            Text(other.Tree(seq)).ShouldNotBe(Text(Many[seq]));
        }

        Many.Select(Text).ShouldBeUnique();
    }

    [Test]
    public void A_prefix_changes_the_names_of_services_and_nothing_else()
    {
        var prefixed = new TraceStream(Items, Bench.Begin, TimeSpan.FromMilliseconds(10), "own-");
        for (var seq = 0; seq < 50; seq++)
        {
            var tree = prefixed.Tree(seq);
            tree.ShouldAllBe(s => s.Service.StartsWith("own-", StringComparison.Ordinal) && s.Resource["service.name"].Text == s.Service);
            Text(tree.Select(s => s with { Service = s.Service[4..], Resource = s.Resource.SetItem("service.name", s.Service[4..]) }).ToArray()).ShouldBe(Text(Many[seq]));
        }
    }

    [Test]
    public void Trees_have_3_to_12_spans_and_every_count_occurs() =>
        Many.Select(t => t.Length).Distinct().Order().ShouldBe(Enumerable.Range(3, 10));

    [Test]
    public void Ids_lead_back_to_the_number_and_are_never_the_same()
    {
        for (var seq = 0; seq < Many.Length; seq++)
            Many[seq].ShouldAllBe(s => Items.SequenceOf(s.TraceId) == seq && s.Attributes["harness.mark"].Text == Items.Mark(seq));
        Many.SelectMany(t => t).Select(s => s.SpanId).ShouldBeUnique();
    }

    [Test]
    public void There_is_one_root_and_every_other_span_lies_within_a_parent_that_comes_before_it()
    {
        foreach (var tree in Many)
        {
            var before = new Dictionary<string, SpanRecord>();
            foreach (var span in tree)
            {
                if (before.Count == 0)
                    span.ParentSpanId.ShouldBe("");
                else
                    (before[span.ParentSpanId].StartUnixNano <= span.StartUnixNano && span.EndUnixNano <= before[span.ParentSpanId].EndUnixNano).ShouldBeTrue();
                (span.EndUnixNano - span.StartUnixNano).ShouldBeGreaterThan(1_000);
                before.Add(span.SpanId, span);
            }
        }
    }

    [Test]
    public void Times_lie_where_they_belong_and_have_nanoseconds()
    {
        for (var seq = 0; seq < Many.Length; seq++)
        {
            var start = (Stream.StartOf(seq) - DateTimeOffset.UnixEpoch).Ticks * 100;
            Many[seq].ShouldAllBe(s => s.StartUnixNano >= start && s.EndUnixNano <= start + (TraceStream.Longest.Ticks * 100));
            Many[seq].SelectMany(s => s.Events.Select(e => (s, e))).ShouldAllBe(p => p.e.UnixNano > p.s.StartUnixNano && p.e.UnixNano < p.s.EndUnixNano);
        }

        Many.SelectMany(t => t).Count(s => s.StartUnixNano % 1_000 != 0).ShouldBeGreaterThan(2_000);
    }

    [Test]
    public void Every_tree_has_a_call_from_one_service_to_another()
    {
        foreach (var tree in Many)
            tree.ShouldContain(s => s.Kind == SpanKind.Server && tree.Any(c => c.SpanId == s.ParentSpanId && c.Kind == SpanKind.Client && c.Service != s.Service));
    }

    [Test]
    public void Every_kind_status_value_and_part_occurs()
    {
        var spans = Many.SelectMany(t => t).ToArray();
        spans.Select(s => s.Kind).Distinct().Count().ShouldBe(6);
        spans.Select(s => s.Status).Distinct().Count().ShouldBe(3);
        spans.Select(s => s.Service).Distinct().Count().ShouldBe(9);
        spans.SelectMany(s => s.Attributes.Values).Select(v => v.Kind).Distinct().Count().ShouldBe(7);
        spans.ShouldContain(s => s.Events.Length > 1);
        spans.ShouldContain(s => s.Links.Length > 0);
        spans.Where(s => s.Links.Length > 0).ShouldAllBe(s => Items.SequenceOf(s.Links[0].TraceId) == Items.SequenceOf(s.TraceId) - 1);
        Many.Count(t => t.Any(s => s.Status == SpanStatus.Error)).ShouldBeInRange(60, 140);
        Many.Max(Depth).ShouldBeGreaterThan(5);
    }

    [Test]
    public void A_number_below_zero_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Stream.Tree(-1));

    private static int Depth(SpanRecord[] tree)
    {
        var depth = new Dictionary<string, int> { [""] = 0 };
        foreach (var span in tree)
            depth[span.SpanId] = depth[span.ParentSpanId] + 1;
        return depth.Values.Max();
    }

    private static string Text(IEnumerable<SpanRecord> tree) => string.Join("\n", tree.Select(SpanText.Of));
}
