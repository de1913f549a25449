using System.Collections.Immutable;
using System.Globalization;
using Validation.Backends.Loki;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.BadTelemetry;
using Validation.Steps.Logs;
using Validation.Steps.Run;

namespace Validation.Steps.Loss;

/// <summary>Names the hop at which items were lost that a claim misses, from the files, the hops' counters and the backend.</summary>
public static class LossTrail
{
    // Others go on sending. What the collectors had taken in at the first look must be handed over within their longest batch, and a retry.
    private static readonly TimeSpan s_batch = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500);

    private static ValidationRun Run => ValidationRun.Current;

    /// <summary>The verdict with the hops of its losses as its first findings; the same when it tells of none.</summary>
    /// <param name="verdict">What a claim came to.</param>
    /// <param name="ways">The signals that it may be about.</param>
    public static async Task<Verdict> NameAsync(Verdict verdict, ImmutableArray<SignalWay> ways)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var missed = LossHop.Missed(verdict);
        if (verdict.Outcome != Outcome.Violated || ways.IsEmpty || missed.IsEmpty)
            return verdict;
        using var deadline = Run.In(s_batch + Run.Patience);
        return await Diagnosis.OfAsync(verdict, () => LookAsync(verdict, missed, ways, deadline), deadline);
    }

    private static async Task<Verdict> LookAsync(Verdict verdict, ImmutableArray<Finding> missed, ImmutableArray<SignalWay> ways, Deadline deadline)
    {
        using var soon = Run.In(s_batch);
        var items = await FactsAsync(missed, deadline);
        var (findings, evidence) = (verdict.Findings, verdict.Evidence);
        foreach (var way in ways.Reverse())
        {
            // By exclusion a hop is named only where it is certain whose item is missed.
            var uncounted = ways.Length == 1 ? way.Uncounted : null;
            var (accepted, now) = await SettledAsync(way, soon, deadline);
            findings = findings.InsertRange(0, LossHop.Of(items, now.Hops(way, accepted, await BadTraffic.RefusedAsync(Run)), uncounted));
            evidence = evidence.Add(now.Raw(way));
        }

        return verdict with { Findings = findings, Evidence = evidence };
    }

    private static async Task<(double Accepted, PipelineCounts Now)> SettledAsync(SignalWay way, Deadline soon, Deadline deadline)
    {
        var now = await PipelineCounts.ReadAsync(Run, deadline);
        var accepted = now.Accepted(way);
        while (now.HandedOver(way) < accepted && !soon.Passed)
        {
            await soon.DelayAsync(s_every);
            now = await PipelineCounts.ReadAsync(Run, deadline);
        }

        return (accepted, now);
    }

    private static async Task<MissedItems> FactsAsync(ImmutableArray<Finding> missed, Deadline deadline)
    {
        var facts = new MissedItems(LossHop.CountOf(missed));
        foreach (var stream in missed.Select(f => f.Key?.Split('/')).OfType<string[]>().Where(k => k.Length == 2).GroupBy(k => k[0], k => k[1], StringComparer.Ordinal))
        {
            if (LogBook.Current.Find(stream.Key) is not { } log)
                continue;
            var numbers = stream.Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToHashSet();
            var (inFile, stored) = (FileMarks.In(log.File.Path, log.Items), await StoredAsync(log, deadline));
            facts = facts with
            {
                NotInFile = facts.NotInFile + numbers.Count(n => !inFile.Contains(n) && !stored.Contains(n)),
                Elsewhere = facts.Elsewhere + numbers.Count(stored.Contains),
            };
        }

        return facts;
    }

    private static async Task<HashSet<long>> StoredAsync(WrittenLog log, Deadline deadline)
    {
        using var loki = new LokiClient(Run.Bed["loki"].Endpoint());
        return await log.StoredAnywhereAsync(loki, deadline);
    }
}
