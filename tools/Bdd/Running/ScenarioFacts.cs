using System.Collections.Immutable;
using System.Collections.Specialized;
using Reqnroll;
using Validation.Bdd.Features;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>A step with the values of the example row.</summary>
internal sealed record BoundStep(StepInfo Info, StepSource Source);

/// <summary>What a case of a scenario is, after the values of its example row are put in.</summary>
internal sealed record ScenarioFacts(ScenarioInfo Info, RuleInfo? Rule, ScenarioSource Source, StepPlace Place, ImmutableArray<BoundStep> Steps)
{
    public static ScenarioFacts Of(FeaturePlan feature, ScenarioPlan scenario, string?[] values)
    {
        var row = Row(scenario, values);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var ordered = new OrderedDictionary(StringComparer.Ordinal);
        for (var i = 0; i < row?.Columns.Length; i++)
        {
            arguments[row.Columns[i]] = row.Values[i];
            ordered[row.Columns[i]] = row.Values[i];
        }

        string[] tags = [.. scenario.Tags.Concat(row?.Tags ?? []).Distinct(StringComparer.Ordinal)];
        string[] all = [.. tags.Concat(scenario.Rule?.Tags ?? []).Concat(feature.Tags).Distinct(StringComparer.Ordinal)];
        var info = new ScenarioInfo(scenario.Title, scenario.Description, tags, all, ordered);
        var rule = scenario.Rule is { } r ? new RuleInfo(r.Title, r.Description, r.Tags) : null;
        ImmutableArray<BoundStep> steps = [.. scenario.Steps.Select(s => Bound(s, s.InBackground ? ImmutableDictionary<string, string>.Empty : arguments))];
        var source = new ScenarioSource(feature.File, Outline.Title(scenario.Title, arguments), scenario.Line, row?.Line ?? 0, [.. steps.Select(s => s.Source)]);
        return new ScenarioFacts(info, rule, source, new StepPlace(feature.Title, scenario.Title, all), steps);
    }

    private static BoundStep Bound(StepPlan step, IReadOnlyDictionary<string, string> arguments)
    {
        var text = Outline.Fill(step.Text, arguments);
        var docString = step.DocString is { } d ? Outline.Fill(d, arguments) : null;
        DataTable? table = null;
        foreach (var row in step.Table)
        {
            string[] cells = [.. row.Select(c => Outline.Fill(c, arguments))];
            if (table is null)
                table = new DataTable(cells);
            else
                table.AddRow(cells);
        }

        return new BoundStep(new StepInfo(step.Type, text, table, docString), new StepSource(step.Keyword, text, step.Line, table?.ToString() ?? docString, step.MediaType));
    }

    // No two rows of an outline are the same; the generator sees to that.
    private static ExamplePlan? Row(ScenarioPlan scenario, string?[] values)
    {
        if (values.Length == 0)
            return null;
        string[] columns = [.. scenario.Examples.SelectMany(e => e.Columns).Distinct(StringComparer.Ordinal)];
        return scenario.Examples.Single(e => columns.Select(c => e.Columns.IndexOf(c) is var at and >= 0 ? e.Values[at] : null).SequenceEqual(values));
    }
}
