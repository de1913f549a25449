using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Allure;

/// <summary>
/// Our words in Allure's (https://allurereport.org/docs/test-statuses/): failed is a claim that does not hold, broken is an
/// exception of the harness, unknown is what did not end or could not be answered.
/// </summary>
internal static class AllureStatus
{
    public const string Finished = "finished";
    public const string Interrupted = "interrupted";

    public static string Of(Status? status) => status switch
    {
        Status.Passed => "passed",
        Status.Failed => "failed",
        Status.Broken => "broken",
        Status.Skipped => "skipped",
        _ => "unknown",
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Holds => "passed",
        Outcome.Violated => "failed",
        _ => "unknown",
    };

    public static AllureDetails? Details(ScenarioModel scenario) => scenario.Status switch
    {
        Status.Passed => null,
        Status.Skipped => new AllureDetails(Skips.Reason(scenario), null),
        Status.Failed => new AllureDetails($"{Words.Outcome(scenario.Outcome)}: {Text(scenario)}", Trace(scenario.Error)),
        Status.Broken => new AllureDetails(Text(scenario), Trace(scenario.Error)),
        _ => new AllureDetails($"did not finish: {Text(scenario)}", null),
    };

    public static AllureDetails? Details(VerdictReached verdict) =>
        verdict.Outcome == Outcome.Holds ? null : new AllureDetails(Clean.Text(Reasons.Describe(verdict)), null);

    public static AllureDetails? Details(StepFinished step) =>
        string.IsNullOrWhiteSpace(step.Error) ? null : new AllureDetails(Clean.Line(step.Error.Trim().Split('\n', 2)[0], 500), Trace(step.Error));

    private static string Text(ScenarioModel scenario)
    {
        var claims = scenario.Verdicts.Where(v => v.Outcome != Outcome.Holds).Select(Reasons.Describe).ToList();
        return Clean.Text(claims.Count > 0 ? string.Join('\n', claims) : Reasons.First(scenario));
    }

    private static string? Trace(string? error) => string.IsNullOrWhiteSpace(error) ? null : Clean.Text(error.Trim());
}
