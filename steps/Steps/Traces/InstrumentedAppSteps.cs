using System.Collections.Concurrent;
using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.InstrumentedApp;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Traces;

/// <summary>Words about an application that is instrumented with OpenTelemetry's own SDK.</summary>
[Binding]
public sealed class InstrumentedAppSteps(StackClients stack, Claims claims)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private AppReport? _report;

    private static ValidationRun Run => ValidationRun.Current;

    private AppReport Report => _report ?? throw new InvalidOperationException("The scenario has run no application yet: say 'Given an application …' first.");

    [Given("an application with the OpenTelemetry SDK that has done {int} operations and exported them over {string}")]
    public async Task HasRun(int operations, string protocol)
    {
        using var deadline = Run.In(Run.Patience + Run.Patience);
        _report = await InstrumentedProgram.RunAsync(Run, protocol, operations, deadline);
    }

    [Then("the SDK complains of {word} and of nothing else")]
    public void Complains(string known) => claims.Demand(AppExpectations.Complaints(Report, known));

    [Then("Tempo holds every span that the application says it made, and no other of its traces")]
    public Task SpansAreStored() => claims.ComesToHoldAsync(
        async d => EverySampleIsExact.Check("the application's spans", AppExpectations.Spans(Report), await SpansAsync(d)), Batch + Run.Patience, Every);

    [Then("Prometheus holds the sums that its counters and its histogram have come to")]
    public Task SumsAreStored() => claims.ComesToHoldAsync(
        async d => EverySampleIsExact.Check("the application's metrics", AppExpectations.Metrics(Report), await new PrometheusInstant(stack.Prometheus, AppExpectations.Query(Report)).ReadAsync(d)),
        Batch + Run.Patience, Every);

    private async Task<Reading<double>> SpansAsync(Deadline deadline)
    {
        var rows = new ConcurrentBag<Seen<double>>();
        await Parallel.ForEachAsync(Report.Operations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = deadline.Token }, async (operation, _) =>
        {
            foreach (var span in (await stack.Tempo.TraceAsync(operation.TraceId, deadline)).Value ?? [])
                rows.Add(AppExpectations.Span(span));
        });
        return new Reading<double>([.. rows], Evidence.Text("spans.txt", string.Join('\n', rows.Select(r => r.Key).Order(StringComparer.Ordinal))));
    }
}
