using System.Collections.Immutable;
using Validation.Harness.Events;
using Validation.Reports.Markdown;

namespace Validation.Reports.Allure;

/// <summary>One scenario as a result of Allure: steps, in them the verdicts as sub-steps, figures as parameters, evidence attached.</summary>
internal static class AllureScenario
{
    public static AllureResult Of(AllureRun run, ScenarioModel scenario, AttachmentList attachments)
    {
        var fullName = Clean.Line($"{scenario.File}: {scenario.Title}");
        var start = scenario.StartedAt.ToUnixTimeMilliseconds();
        return new AllureResult(
            Uuid(run, scenario),
            AllureIdentity.Key(fullName, Words.Number(scenario.Occurrence)),
            AllureIdentity.Key(fullName),
            fullName,
            Clean.Line(scenario.Title),
            Description(scenario),
            AllureLabels.TitlePath(scenario),
            AllureLabels.Of(run, scenario),
            [new AllureParameter("seed", run.Seed, true), .. scenario.Rest.Measurements.Select(Parameter)],
            AllureStatus.Of(scenario.Status),
            AllureStatus.Details(scenario),
            scenario.Status is null ? AllureStatus.Interrupted : AllureStatus.Finished,
            start,
            start + Milliseconds(scenario.Seconds),
            [.. scenario.Steps.Select(s => Step(s, attachments)), .. scenario.Rest.Verdicts.Select(v => Verdict(v, attachments))],
            Attachments(scenario.Rest, attachments));
    }

    public static string Uuid(AllureRun run, ScenarioModel scenario) => AllureIdentity.Uuid(run.Id, scenario.Id);

    private static AllureStep Step(StepModel step, AttachmentList attachments)
    {
        var finished = step.Finished;
        var stop = finished.At.ToUnixTimeMilliseconds();
        return new AllureStep(
            Clean.Line($"{finished.Keyword} {finished.Text}"),
            AllureStatus.Of(finished.Status),
            AllureStatus.Details(finished),
            AllureStatus.Finished,
            stop - Milliseconds(finished.Seconds),
            stop,
            [.. step.Happened.Measurements.Select(Parameter)],
            [.. step.Happened.Verdicts.Select(v => Verdict(v, attachments))],
            [
                .. string.IsNullOrEmpty(finished.Argument) ? [] : new[] { attachments.Text("argument.txt", finished.Argument) },
                .. Attachments(step.Happened, attachments),
            ]);
    }

    private static AllureStep Verdict(VerdictReached verdict, AttachmentList attachments)
    {
        var at = verdict.At.ToUnixTimeMilliseconds();
        return new AllureStep(Clean.Line($"Claim: {verdict.Claim}"), AllureStatus.Of(verdict.Outcome), AllureStatus.Details(verdict), AllureStatus.Finished,
            at, at, [], [], [.. verdict.Evidence.Select(attachments.File)]);
    }

    private static ImmutableArray<AllureAttachment> Attachments(Happenings happened, AttachmentList attachments) =>
    [
        .. happened.Evidence.Select(attachments.File),
        .. happened.Output.IsEmpty ? [] : new[] { attachments.Text("output.txt", string.Join('\n', happened.Output) + "\n") },
    ];

    private static AllureParameter Parameter(Measured figure)
    {
        var limits = Limits.Of(figure);
        var demanded = limits.Demanded.Length == 0 ? "" : $" ({limits.Demanded}{(limits.Kept ? "" : ", outside")})";
        return new AllureParameter(Clean.Line(figure.Name), Words.Figure(figure.Value, figure.Unit) + demanded, true);
    }

    // Allure renders descriptions as Markdown.
    private static string? Description(ScenarioModel scenario)
    {
        var place = MarkdownText.Code(scenario.Place);
        var text = MarkdownText.Escape(scenario.FeatureDescription, 4000);
        return (place + (place.Length > 0 && text.Length > 0 ? "\n\n" : "") + text) is { Length: > 0 } all ? all : null;
    }

    private static long Milliseconds(double seconds) => double.IsFinite(seconds) ? (long)Math.Round(Math.Clamp(seconds, 0, 1e9) * 1000) : 0;
}
