using System.Text.RegularExpressions;
using Validation.Bdd;
using Validation.Contract;
using Validation.Steps.Run;

namespace Validation.Steps.Tests;

public sealed partial class BindingTests
{
    private static readonly FeatureText[] Features =
    [
        .. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "features"), "*.feature", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(f => new FeatureText(Path.GetRelativePath(Checkout.Root, f), File.ReadAllText(f))),
    ];

    private static StepUsage Usage => StepInventory.Of(typeof(ValidationRun).Assembly).Usage(Features);

    [Test]
    public void Every_binding_is_used() => Usage.Unused.ShouldBeEmpty();

    [Test]
    public void Every_step_binds_once() => Usage.Unbound.ShouldBeEmpty();

    [Test]
    public void No_binding_is_faulty() => StepInventory.Of(typeof(ValidationRun).Assembly).Faults.ShouldBeEmpty();

    [Test]
    public void A_binding_without_a_step_and_a_step_without_a_binding_are_found()
    {
        var usage = StepInventory.Of(typeof(ValidationRun).Assembly).Usage([new FeatureText("a.feature", "Feature: A\n  Scenario: B\n    Then the moon is blue\n")]);
        usage.Used.ShouldBeEmpty();
        usage.Unused.Length.ShouldBeGreaterThan(10);
        usage.Unbound.ShouldHaveSingleItem().Step.Line.ShouldBe(3);
    }

    [Test]
    public void Every_promise_that_a_tag_names_is_in_the_contract()
    {
        var contract = ContractFiles.Load();
        var named = Features.SelectMany(f => PromiseTag().Matches(f.Content)).Select(m => m.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(5);
        named.Where(id => contract.Promises.All.All(p => p.Id != id)).ShouldBeEmpty();
    }

    [Test]
    public void Feature_files_are_short() => Features.Where(f => f.Content.Split('\n').Length > 81).Select(f => f.Path).ShouldBeEmpty();

    [GeneratedRegex(@"@(P\d{3})\b")]
    private static partial Regex PromiseTag();
}
