using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>The scenarios that were not run, by their reason.</summary>
internal static class Skips
{
    /// <summary>Reasons with their scenarios, the commonest first.</summary>
    public static IEnumerable<(string Reason, IReadOnlyList<ScenarioModel> Scenarios)> Of(RunModel run) => run.Scenarios
        .Where(s => s.Status == Status.Skipped)
        .GroupBy(Reason, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count())
        .Select(g => (g.Key, (IReadOnlyList<ScenarioModel>)[.. g]));

    /// <summary>Why a scenario was skipped, on one line.</summary>
    public static string Reason(ScenarioModel scenario)
    {
        var reason = Clean.Line(scenario.Error);
        return reason.Length > 0 ? reason : "no reason was recorded";
    }
}
