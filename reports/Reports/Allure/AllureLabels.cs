using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Validation.Reports.Allure;

/// <summary>
/// Labels of a scenario. A tag that names a severity is its severity, a tag that names a promise (<c>P029</c>) is also a label
/// <c>promise</c>, and every tag is a tag.
/// </summary>
internal static partial class AllureLabels
{
    private static readonly ImmutableArray<string> Severities = ["blocker", "critical", "normal", "minor", "trivial"];

    public static ImmutableArray<AllureLabel> Of(AllureRun run, ScenarioModel scenario)
    {
        var feature = scenario.Feature.Length > 0 ? Clean.Line(scenario.Feature) : "Without a feature";
        var area = Area(scenario);
        return
        [
            .. area.Length > 0 ? [new("epic", area), new("parentSuite", area)] : Array.Empty<AllureLabel>(),
            new("feature", feature),
            new("story", Clean.Line(scenario.Title)),
            new("suite", feature),
            new("severity", scenario.Tags.FirstOrDefault(t => Severities.Contains(t)) ?? "normal"),
            .. scenario.Tags.Where(t => !Severities.Contains(t)).Select(t => new AllureLabel("tag", Clean.Line(t))),
            .. scenario.Tags.Where(t => Promise().IsMatch(t)).Select(t => new AllureLabel("promise", t)),
            new("host", run.Host),
            new("framework", "genestack-validation"),
            new("language", "gherkin"),
        ];
    }

    /// <summary>The way to the scenario in the report's tree: folders, then the feature.</summary>
    public static ImmutableArray<string> TitlePath(ScenarioModel scenario) =>
        [.. Clean.Line(scenario.File).Split('/').SkipLast(1).Where(p => p.Length > 0), Clean.Line(scenario.Feature)];

    private static string Area(ScenarioModel scenario)
    {
        var file = Clean.Line(scenario.File);
        var slash = file.LastIndexOf('/');
        return slash > 0 ? file[..slash] : "";
    }

    [GeneratedRegex(@"\AP[0-9]{3,}\z")]
    private static partial Regex Promise();
}
