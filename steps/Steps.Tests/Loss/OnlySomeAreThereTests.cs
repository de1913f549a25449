using Validation.Harness.Items;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class OnlySomeAreThereTests
{
    [Test]
    public void Exactly_those_hold() => Rules(5, 5, 6, 7).ShouldBeEmpty();

    [Test]
    public void One_that_is_not_there_is_named() => Rules(5, 5, 7).ShouldBe(["lost lane/6"]);

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(9)]
    public void One_that_must_be_lost_and_is_not_is_named(int seq) => Rules(5, 5, 6, 7, seq).ShouldBe([$"there lane/{seq}"]);

    [Test]
    public void One_that_is_there_twice_is_named() => Rules(5, 5, 6, 7, 7).ShouldBe(["duplicate lane/7"]);

    private static IEnumerable<string> Rules(long from, params long[] seen)
    {
        var set = new SequenceSet(10);
        foreach (var seq in seen)
            set.Add(seq);
        return OnlySomeAreThere.Check("lane", from, 3, set).Findings.Select(f => $"{f.Rule} {f.Key}");
    }
}
