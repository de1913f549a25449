using Validation.Harness.Events;

namespace Validation.Reports.Allure;

/// <summary>What every result of a run has in common.</summary>
/// <param name="Id">Names the run.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Host">The machine's name if its facts have one, else the environment.</param>
internal sealed record AllureRun(string Id, string Seed, string Host)
{
    public static AllureRun Of(RunModel run) => Of(run.RunId, run.Seed, run.Machine, run.Environment);

    public static AllureRun Of(RunStarted? started) => Of(started?.RunId, started?.Seed, started?.Machine, started?.Environment);

    private static AllureRun Of(string? id, string? seed, IReadOnlyDictionary<string, string>? machine, string? environment) => new(
        Clean.Line(id ?? RunModel.NotRecorded),
        Clean.Line(seed ?? RunModel.NotRecorded),
        Clean.Line(machine?.GetValueOrDefault("host") ?? environment ?? RunModel.NotRecorded));
}
