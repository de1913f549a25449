using Validation.Backends.Prometheus;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>What Prometheus stores of this machine's node exporter.</summary>
public sealed class HostMetrics(StackClients stack)
{
    private const string Anchor = """node_context_switches_total{job="node"}""";

    /// <summary>Time of the first scrape that begins after now.</summary>
    public async Task<DateTimeOffset> NextScrapeAsync(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var now = ValidationRun.Current.Clock.GetUtcNow();
        var probe = new PrometheusRange(stack.Prometheus, Anchor, TimeSpan.FromMinutes(1));
        DateTimeOffset? found = null;
        await Wait.UntilAsync(async () =>
        {
            var reading = await probe.ReadAsync(deadline);
            found = reading.Rows.Where(r => r.At > now).Select(r => (DateTimeOffset?)r.At).Min();
            return found is null ? Verdict.CannotTell("the next scrape", "a sample", "none yet", reading.Raw) : Verdict.Of("the next scrape", []);
        }, TimeSpan.FromMilliseconds(50), deadline);
        return found ?? now;
    }

    /// <summary>All series of a selector at the time of a scrape, added up, under the selector's own name.</summary>
    public async Task<Reading<double>> SumAtAsync(string selector, DateTimeOffset scrape, Deadline deadline)
    {
        var reading = await new PrometheusRange(stack.Prometheus, OfJob(selector), TimeSpan.FromMinutes(1)).ReadAsync(deadline);
        return Sum(selector, reading with { Rows = [.. reading.Rows.Where(r => r.At == scrape)] });
    }

    /// <summary>All series of a selector as they are now, added up, under the selector's own name.</summary>
    public async Task<Reading<double>> SumNowAsync(string selector, Deadline deadline) =>
        Sum(selector, await new PrometheusInstant(stack.Prometheus, OfJob(selector)).ReadAsync(deadline));

    // The daemon collector brings the same exporter's figures again, under a job of its own.
    private static string OfJob(string selector) => selector.Contains('{', StringComparison.Ordinal)
        ? selector.Replace("{", """{job="node",""", StringComparison.Ordinal)
        : selector + """{job="node"}""";

    private static Reading<double> Sum(string selector, Reading<double> reading) => reading.Rows.IsEmpty
        ? reading
        : reading with { Rows = [new Seen<double>(selector, reading.Rows.Sum(r => r.Value), reading.Rows[0].At)] };
}
