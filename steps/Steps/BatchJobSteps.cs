using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about batch jobs and the Pushgateway.</summary>
[Binding]
public sealed class BatchJobSteps(Stack stack, Claims claims) : IDisposable
{
    private const string Metric = "validation_backup_bytes";
    private string _job = "";
    private Ledger<double>? _ledger;

    private static ValidationRun Run => ValidationRun.Current;

    [Given("a batch job {string} of this run")]
    public void ABatchJob(string job)
    {
        _job = $"{job}-{Run.Identity.Id}";
        _ledger = Ledger.Create<double>(Path.Combine(Run.Directory, "ledgers", $"pushed-{job}.ndjson"), Run.Clock);
    }

    [When("it reports {double} backed up bytes")]
    public async Task Reports(double bytes)
    {
        using var deadline = Run.In(Run.Patience);
        await _ledger!.RecordAsync(_job, bytes, () => PushAsync(bytes, deadline));
    }

    [Then("Prometheus stores exactly that result under the job's own name")]
    public async Task IsStored()
    {
        var last = _ledger!.Snapshot()[^1];
        var probe = new PrometheusInstant(stack.Prometheus, $"{Metric}{{job=\"{_job}\"}}");
        await claims.ComesToHoldAsync(async d => EverySampleIsExact.Check($"job {_job}", [new ExpectedSample(Series, last.Payload)], await probe.ReadAsync(d)), Run.Plan.Scrape + Run.Patience);
        claims.Measure("push to stored", "s", (Run.Clock.GetUtcNow() - last.At).TotalSeconds, atMost: (Run.Plan.Scrape + Run.Patience).TotalSeconds);
    }

    /// <inheritdoc />
    public void Dispose() => _ledger?.Dispose();

    private string Series => LabelSet.Series(Metric, ("job", _job)).Text;

    private async Task<bool> PushAsync(double bytes, Deadline deadline)
    {
        await stack.Pushgateway.ReplaceAsync(_job, Metric, bytes, deadline);
        return true;
    }
}
