using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Traces;
using Validation.Steps.Traces;

namespace Validation.Steps.Tests.Traces;

public sealed class SentTreesTests
{
    private static readonly TraceStream Stream = new(new NumberedItems(new Seed(1), "traces"), DateTimeOffset.UnixEpoch.AddDays(20_000), TimeSpan.FromMilliseconds(10));

    [Test]
    public void What_is_expected_are_the_trees_of_every_send_as_their_protocol_keeps_them()
    {
        var sent = Sent("Zipkin", Fate.Acknowledged, Fate.Acknowledged);

        sent.Count.ShouldBe(20);
        sent.Expected.Select(t => t.TraceId).ShouldBe(Enumerable.Range(0, 20).Select(i => Stream.Items.TraceId(i)));
        sent.Expected.ShouldAllBe(t => t.Tree.All(s => s.Attributes.ContainsKey(Translation.LocalAddress)));
        sent.Window.ShouldBe((Stream.StartOf(0), Stream.StartOf(20) + TraceStream.Longest));
    }

    [Test]
    public void A_search_must_find_the_trees_in_which_something_matches()
    {
        var sent = Sent("Zipkin", Fate.Acknowledged);

        sent.Matching(s => s.ParentSpanId.Length == 0).Select(e => e.Value).ShouldBe(Enumerable.Repeat(1d, 10));
        sent.Matching(_ => false).ShouldBeEmpty();
    }

    [TestCase("OTLP over gRPC", Fate.Refused, Outcome.Violated)]
    [TestCase("OTLP over gRPC", Fate.Unknown, Outcome.Violated)]
    [TestCase("OTLP over gRPC", Fate.Acknowledged, Outcome.Holds)]
    [TestCase("Jaeger's Thrift over UDP", Fate.Unknown, Outcome.Holds)]
    public void A_send_is_acknowledged_where_anything_can_answer(string channel, Fate fate, Outcome outcome) =>
        Sent(channel, Fate.Acknowledged, fate).AllTaken().Outcome.ShouldBe(outcome);

    [Test]
    public void A_protocol_that_is_none_is_bad_input() =>
        Should.Throw<BadInputException>(() => TraceChannel.Named("smoke")).Message.ShouldContain("one of: OTLP over gRPC, ");

    [Test]
    public void What_the_collector_adds_is_what_its_variables_say_and_what_its_system_tells()
    {
        var settings = ImmutableSortedDictionary<string, string>.Empty.Add("variables", "A=b=c\nOTEL_RESOURCE_ATTRIBUTES=k8s.node.name=n,host.name=n\nD=e");

        AddedAttributes.Of(new ComponentSpec("collector", "collector", [], settings)).ShouldBe(["k8s.node.name", "host.name", "os.type"]);
    }

    private static SentTrees Sent(string channel, params Fate[] fates) => new(TraceChannel.Named(channel), Stream,
        [.. fates.Select((fate, i) => new Emission(new Sent<ItemRange>(i, $"{i}", new ItemRange("traces", 10 * i, 10), default, fate), new Answer(fate, "", "")))]);
}
