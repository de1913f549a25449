using Validation.Bdd.Matching;

namespace Validation.Bdd.Features;

/// <summary>A step as it will run: with the values of its example row.</summary>
internal sealed record FeatureStep(StepModel Model, string Text, StepPlace Place);

/// <summary>Every step that a feature will run.</summary>
internal static class FeatureSteps
{
    public static IEnumerable<FeatureStep> Of(FeatureModel feature) =>
        from scenario in feature.Scenarios
        from row in Cases(scenario)
        let tags = scenario.Tags.Concat(row.Tags).Concat(scenario.Rule?.Tags.Items ?? []).Concat(feature.Tags).Distinct(StringComparer.Ordinal).ToArray()
        let place = new StepPlace(feature.Title, scenario.Title, tags)
        from step in scenario.Steps
        select new FeatureStep(step, step.InBackground ? step.Text : Outline.Fill(step.Text, row.Values), place);

    private static IEnumerable<(IReadOnlyDictionary<string, string> Values, EquatableArray<string> Tags)> Cases(ScenarioModel scenario) =>
        scenario.IsOutline
            ? scenario.Examples.SelectMany(e => e.Rows.Select(r => (Outline.Values(e, r), e.Tags)))
            : [(new Dictionary<string, string>(), EquatableArray<string>.Empty)];
}
