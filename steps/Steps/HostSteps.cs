using System.Globalization;
using Reqnroll;
using Validation.Backends.Kernel;
using Validation.Checks;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about the metrics of this machine.</summary>
[Binding]
public sealed class HostSteps(HostMetrics metrics, Claims claims)
{
    private static ValidationRun Run => ValidationRun.Current;

    [Then("these stored host metrics equal the kernel's:")]
    public async Task AreEqual(DataTable table)
    {
        foreach (var row in table.CreateSet<HostFigure>())
            await AgreesAsync(row, new Tolerance(0, 0));
    }

    [Then("these stored host gauges agree with the kernel:")]
    public async Task Agree(DataTable table)
    {
        foreach (var row in table.CreateSet<HostFigure>())
            await AgreesAsync(row, new Tolerance(0, row.Share));
    }

    [Then("these stored host counters lie between the kernel's before and after:")]
    public async Task LieBetween(DataTable table)
    {
        var before = KernelFigures.Read();
        using var deadline = Run.In(Run.Plan.Scrape + Run.Patience);
        var scrape = await metrics.NextScrapeAsync(deadline);
        var after = KernelFigures.Read();
        foreach (var row in table.CreateSet<HostFigure>())
            claims.Demand(ValuesLieBetween.Check(row.Metric, row.Metric, before.Values[row.Kernel], after.Values[row.Kernel], await metrics.SumAtAsync(row.Metric, scrape, deadline)));
    }

    private Task<Verdict> AgreesAsync(HostFigure row, Tolerance tolerance) => claims.ComesToHoldAsync(async d =>
    {
        var kernel = KernelFigures.Read().Values[row.Kernel];
        return ValuesAgreeWithin.Check(row.Metric, tolerance, [new ExpectedSample(row.Metric, kernel)], await metrics.SumNowAsync(row.Metric, d));
    }, Run.Plan.Scrape + Run.Patience);

    private sealed record HostFigure(string Metric, string Kernel, string? Tolerance = null)
    {
        /// <summary>The tolerance as a share: <c>10 %</c> is 0.1.</summary>
        public double Share => double.Parse(Tolerance!.TrimEnd('%', ' '), CultureInfo.InvariantCulture) / 100;
    }
}
