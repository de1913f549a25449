using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Exposition;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;
using Validation.Steps.Traces;

namespace Validation.Steps.Promises;

/// <summary>Words about traces that applications send to the daemon collector.</summary>
[Binding]
public sealed class DaemonTraceSteps(StackClients stack, Claims claims) : IDisposable
{
    // The daemon's batch, before its spans are in its log.
    private static readonly TimeSpan s_batch = TimeSpan.FromSeconds(1);

    private readonly ExporterClient _daemon = new(Run.Bed["collector-daemon"].Endpoint(), "collector-daemon");
    private ImmutableArray<SentTrees> _sent = [];
    private ImmutableArray<MetricFamily> _before = [];

    private static ValidationRun Run => ValidationRun.Current;

    [When("{int} trees each are sent to the daemon over:")]
    public async Task AreSent(int count, DataTable channels)
    {
        using var deadline = Run.In(Run.Patience);
        _before = (await _daemon.MetricsAsync(deadline)).Value;
        foreach (var channel in channels.Rows.Select(r => TraceChannel.Named(r["protocol"])))
            _sent = _sent.Add(await TreeSender.ToDaemonAsync(Run, channel, count));
    }

    [Then("the daemon takes them all, and writes their spans to its own log and nowhere else")]
    public async Task EndInTheLog()
    {
        foreach (var sent in _sent)
            claims.Demand(sent.AllTaken());
        var spans = _sent.SelectMany(s => s.Expected).Sum(t => t.Tree.Length);
        await claims.ComesToHoldAsync(async d => SpansEndInTheLog.Check(_before, await _daemon.MetricsAsync(d), spans), s_batch + Run.Patience);
    }

    [Then("nobody takes any of them")]
    public void NobodyTakes()
    {
        foreach (var sent in _sent)
            claims.Demand(AnswersAre.Check($"traces to the daemon over {sent.Channel.Name}", "", sent.Emissions));
    }

    [Then("none of them is in Tempo for the quiet window")]
    public Task AreNotThere() => claims.StaysAsync(LookAsync, Run.Settings.QuietWindow);

    /// <inheritdoc />
    public void Dispose() => _daemon.Dispose();

    private async Task<Verdict> LookAsync(Deadline deadline)
    {
        var findings = new List<Finding>();
        foreach (var (id, _) in _sent.SelectMany(s => s.Expected))
        {
            if ((await stack.Tempo.TraceAsync(id, deadline)).Value is { IsEmpty: false } spans)
                findings.Add(new Finding("there", "nothing; else the exception is needless", $"{spans.Length} spans", id));
        }

        return Verdict.Of("Tempo has no trace that was sent to the daemon", findings);
    }
}
