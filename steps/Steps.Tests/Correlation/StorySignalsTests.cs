using Validation.Harness.Signals;
using Validation.Steps.Correlation;

namespace Validation.Steps.Tests.Correlation;

public sealed class StorySignalsTests
{
    [TestCase("0a7c856aa66e864349d8713085b44a07", "a7c856aa66e864349d8713085b44a07")]
    [TestCase("1a7c856aa66e864349d8713085b44a00", "1a7c856aa66e864349d8713085b44a00")]
    public void A_search_names_a_trace_as_Tempo_does_without_leading_zeros(string id, string named) =>
        StorySignals.FailedSpanQuery(new SpanRecord(id, "0b", "", "cinder-volume", "attachment_update", SpanKind.Server, 1, 2), id)
            .ShouldBe($$"""{ resource.service.name = "cinder-volume" && name = "attachment_update" && status = error && trace:id = "{{named}}" }""");
}
