using Validation.Simulators.Telemetry.Bad;
using Validation.Steps.BadTelemetry;
using Validation.Steps.Run;

namespace Validation.Steps.Tests.BadTelemetry;

public sealed class IsAnsweredAsDocumentedTests
{
    private static readonly BadPayload Row = new("Loki: too old", BadReceiver.Loki, "/push", _ => [], 400, "too old", "loki/push-too-old");

    [Test]
    public void The_recorded_status_and_words_hold() => Rules(400, new BadAnswer(400, "entry is too old, sorry")).ShouldBeEmpty();

    [TestCase(204, "too old", new[] { "status" })]
    [TestCase(400, "too new", new[] { "words" })]
    [TestCase(0, "no connection", new[] { "status", "words" })]
    public void Another_status_and_other_words_are_found(int status, string text, string[] rules) => Rules(400, new BadAnswer(status, text)).ShouldBe(rules);

    [Test]
    public void A_feature_that_states_another_status_than_the_recording_is_found() => Rules(204, new BadAnswer(204, "too old")).ShouldBe(["status"]);

    [Test]
    public void An_exception_for_a_stand_ins_own_words_is_found_when_it_is_needless()
    {
        Rules(400, new BadAnswer(400, "no"), ownWords: true).ShouldBeEmpty();
        Rules(400, new BadAnswer(400, "too old"), ownWords: true).ShouldBe(["words"]);
    }

    [Test]
    public void Every_bad_row_is_in_one_feature()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "features", "bad-telemetry"), "*.feature").SelectMany(File.ReadLines)
            .Select(l => l.Split('|')).Where(cells => cells is { Length: 4 } && int.TryParse(cells[2], out _) && cells[1].Contains(':', StringComparison.Ordinal)).Select(cells => cells[1].Trim());
        named.Order(StringComparer.Ordinal).ShouldBe(Simulators.Telemetry.Bad.BadTelemetry.All.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rules(int stated, BadAnswer answer, bool ownWords = false) =>
        IsAnsweredAsDocumented.Check(Row, stated, answer, ownWords).Findings.Select(f => f.Rule);
}
