using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Validation.Bdd;

/// <summary>Marks a generated test. The test's name is the scenario's title; its full name stays the method's, fit for filters.</summary>
/// <param name="title">Title of the scenario.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioAttribute(string title) : NUnitAttribute, ISimpleTestBuilder, IImplyFixture
{
    /// <summary>Title of the scenario.</summary>
    public string Title { get; } = title;

    TestMethod ISimpleTestBuilder.BuildFrom(IMethodInfo method, Test? suite)
    {
        var test = new TestAttribute().BuildFrom(method, suite);
        test.Name = Title;
        return test;
    }
}

/// <summary>Marks a generated test of an outline, once for each example row.</summary>
/// <param name="title">Title of the case, with its values.</param>
/// <param name="values">The values of the row.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ExampleAttribute(string title, params string?[] values) : NUnitAttribute, ITestBuilder, IImplyFixture
{
    /// <summary>Title of the case.</summary>
    public string Title { get; } = title;

    /// <summary>The values of the row.</summary>
    public IReadOnlyList<string?> Values { get; } = values;

    /// <summary>Tags of the examples, without the at sign.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Why the case is skipped; null when it runs.</summary>
    public string? Ignored { get; set; }

    IEnumerable<TestMethod> ITestBuilder.BuildFrom(IMethodInfo method, Test? suite)
    {
        var source = new TestCaseAttribute([.. Values]);
        if (Ignored is not null)
            source.IgnoreReason = Ignored;
        foreach (var test in source.BuildFrom(method, suite))
        {
            test.Name = Title;
            foreach (var tag in Tags)
                test.Properties.Add(PropertyNames.Category, tag);
            yield return test;
        }
    }
}
