using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class SignalWayTests
{
    [TestCase("signals,logs", "logs")]
    [TestCase("signals,metrics,compute", "metrics")]
    [TestCase("signals,correlation", "logs,traces,metrics")]
    [TestCase("metrics,hosts", "")]
    [TestCase("signals,metrics,loss", "")]
    public void A_scenario_is_about_the_ways_that_its_tags_name_or_about_all(string tags, string ways) =>
        string.Join(',', SignalWay.Of(tags.Split(',')).Select(w => w.Tag)).ShouldBe(ways);
}
