using Validation.Harness;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class DiagnosisTests
{
    private static readonly Verdict s_lost = Verdict.Of("all is there", [new Finding("missing", "once", "not at all", "nova/7")]);

    [Test]
    public async Task What_is_found_out_is_told()
    {
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        var told = s_lost with { Claim = "told" };
        (await Diagnosis.OfAsync(s_lost, () => Task.FromResult(told), deadline)).ShouldBe(told);
    }

    [Test]
    public async Task A_file_that_cannot_be_read_does_not_take_the_verdict_along()
    {
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        var verdict = await Diagnosis.OfAsync(s_lost, () => throw new InvalidDataException("not gzip"), deadline);
        verdict.Outcome.ShouldBe(Outcome.Violated);
        verdict.Findings.Select(f => (f.Rule, f.Actual)).ShouldBe([("missing", "not at all"), ("no-answer", "not gzip")]);
    }

    [Test]
    public async Task A_look_that_is_too_late_does_not_take_the_verdict_along()
    {
        using var deadline = Deadline.In(TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        (await Diagnosis.OfAsync(s_lost, () => throw new OperationCanceledException(), deadline)).Outcome.ShouldBe(Outcome.Violated);
    }

    [Test]
    public async Task Somebody_who_stops_us_is_not_overheard()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Diagnosis.OfAsync(s_lost, () => throw new OperationCanceledException(), deadline));
    }
}
