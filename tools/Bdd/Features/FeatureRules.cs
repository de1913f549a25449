namespace Validation.Bdd.Features;

/// <summary>What a feature must keep to beside the grammar.</summary>
internal static class FeatureRules
{
    public const string Broken = "VALB001";
    public const string Undefined = "VALB002";
    public const string Ambiguous = "VALB003";
    public const string Misfit = "VALB004";
    public const string Duplicate = "VALB005";
    public const string NoColumn = "VALB006";
    public const string NothingToRun = "VALB007";
    public const string SameFeature = "VALB008";
    public const string BadBinding = "VALB009";

    public static IEnumerable<FeatureProblem> Check(FeatureModel feature) =>
        Duplicates(feature).Concat(feature.Scenarios.SelectMany(Check));

    private static IEnumerable<FeatureProblem> Duplicates(FeatureModel feature)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var scenario in feature.Scenarios)
        {
            if (seen.TryGetValue(scenario.Title, out var line))
                yield return At(scenario, Duplicate, $"The scenario \"{scenario.Title}\" is already in line {line}; give each scenario of a feature a title of its own");
            else
                seen.Add(scenario.Title, scenario.Line);
        }
    }

    private static IEnumerable<FeatureProblem> Check(ScenarioModel scenario)
    {
        if (scenario.Steps.Count == 0)
            yield return At(scenario, NothingToRun, $"The scenario \"{scenario.Title}\" has no steps, so it would pass without showing anything; write its steps");
        if (scenario.IsOutline && scenario.Examples.All(e => e.Rows.Count == 0))
            yield return At(scenario, NothingToRun, $"The outline \"{scenario.Title}\" has no example rows, so it would never run; add an Examples table");
        foreach (var problem in RepeatedRows(scenario).Concat(MissingColumns(scenario)))
            yield return problem;
    }

    private static IEnumerable<FeatureProblem> RepeatedRows(ScenarioModel scenario)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var examples in scenario.Examples)
        {
            foreach (var row in examples.Rows)
            {
                var key = string.Join("\u001f", Outline.Values(examples, row).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key + "\u001e" + v.Value));
                if (seen.TryGetValue(key, out var line))
                    yield return new FeatureProblem(Duplicate, row.Line, 1, $"This example row is already in line {line}; remove one of them");
                else
                    seen.Add(key, row.Line);
            }
        }
    }

    private static IEnumerable<FeatureProblem> MissingColumns(ScenarioModel scenario)
    {
        foreach (var examples in scenario.Examples)
        {
            foreach (var step in scenario.Steps.Where(s => !s.InBackground))
            {
                foreach (var name in Texts(step).SelectMany(Outline.Names).Distinct(StringComparer.Ordinal).Where(n => !examples.Columns.Contains(n)))
                {
                    yield return new FeatureProblem(NoColumn, step.Line, step.Column,
                        $"The placeholder <{name}> has no column in the Examples of line {examples.Line}, whose columns are {string.Join(", ", examples.Columns)}; add the column or correct the name");
                }
            }
        }
    }

    private static IEnumerable<string> Texts(StepModel step)
    {
        yield return step.Text;
        // Markup has angle brackets of its own.
        if (step.DocString is { } text && !text.Content.Contains("</") && !text.Content.Contains("/>"))
            yield return text.Content;
        foreach (var cell in step.Table is { } table ? table.Rows.SelectMany(r => r) : [])
            yield return cell;
    }

    private static FeatureProblem At(ScenarioModel scenario, string id, string message) => new(id, scenario.Line, scenario.Column, message);
}
