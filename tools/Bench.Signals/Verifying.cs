using System.Diagnostics;
using System.Globalization;
using Validation.Checks;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;

namespace Validation.Bench.Signals;

/// <summary>What the checks take: time an item, and memory.</summary>
internal static class Verifying
{
    private const double MiB = 1024 * 1024;

    /// <summary>Verifies the arrival of many log lines by their marks, but for one that is lost and one that is doubled.</summary>
    public static async Task LinesAsync(int lines, Figures table)
    {
        var items = Streams.Items("lines");
        var check = new LogsArriveOnce(items, lines, null);
        var sent = new[] { new Sent<ItemRange>(0, "all", new ItemRange("lines", 0, lines), DateTimeOffset.UnixEpoch, Fate.Acknowledged) };
        var (lost, doubled) = (lines / 3, lines / 2);
        var most = 0L;
        Verdict? verdict = null;
        var cost = await Cost.OfAsync(() =>
        {
            for (var seq = 0; seq < lines; seq++)
            {
                if (seq != lost)
                    check.See(Line(items, seq));
                if (seq == doubled)
                    check.See(Line(items, seq));
                if (seq % 1_000_000 == 0)
                    most = Math.Max(most, Resident());
            }

            verdict = check.Judge("the lines", sent);
            most = Math.Max(most, Resident());
            return Task.CompletedTask;
        });
        if (verdict!.Findings is not [{ Rule: "duplicate" } twice, { Rule: "missing" } missing] || twice.Key != $"lines/{doubled}" || missing.Key != $"lines/{lost}")
            throw new InvalidOperationException($"The check did not find the loss and the duplicate: {verdict.Describe()}");
        var count = lines.ToString("N0", CultureInfo.InvariantCulture);
        table.Add("harness", $"arrival of {count} lines verified, lines made", cost.PerSecondPerCore(lines), "/s of a core");
        table.Add("harness", $"memory of the whole process while verifying {count} lines", most / MiB, "MiB", 128);
    }

    /// <summary>Verifies items whole: each is made a second time and compared field by field.</summary>
    public static async Task WholeAsync(int items, Figures table)
    {
        var logs = new LogsArriveOnce(Streams.Logs.Items, items, Streams.Logs.Expected);
        var seen = Enumerable.Range(0, Math.Min(items, 20_000)).Select(i => Stored(Streams.Logs.Expected(i))).ToArray();
        var cost = await Cost.OfAsync(() =>
        {
            foreach (var record in seen)
                logs.See(record);
            return Task.CompletedTask;
        });
        table.Add("harness", "log records verified whole", cost.PerSecondPerCore(seen.Length), "/s of a core");

        var trees = Enumerable.Range(0, Math.Min(items / Streams.SpansEach, 5_000)).Select(i => Streams.Traces.Tree(i)).ToArray();
        var spans = trees.Sum(t => t.Length);
        cost = await Cost.OfAsync(() =>
        {
            var check = new TreesAreWhole();
            for (var i = 0; i < trees.Length; i++)
                check.See(trees[i][0].TraceId, Fate.Acknowledged, Streams.Traces.Tree(i), trees[i]);
            return Held(check.Judge("the trees"));
        });
        table.Add("harness", "spans verified whole", cost.PerSecondPerCore(spans), "/s of a core");

        var points = Enumerable.Range(0, Math.Min(items / Streams.PointsEach, 1_000)).SelectMany(i => Streams.Metrics.ExpectedSeries(i)
            .Select(p => new Seen<double>($"{p.Series.Text} {p.UnixMilliseconds}", p.Value, DateTimeOffset.UnixEpoch))).ToArray();
        cost = await Cost.OfAsync(() => Held(EverySampleIsExact.Check("the points",
            Enumerable.Range(0, Math.Min(items / Streams.PointsEach, 1_000)).SelectMany(i => Streams.Metrics.ExpectedSeries(i)
                .Select(p => new ExpectedSample($"{p.Series.Text} {p.UnixMilliseconds}", p.Value))), new Reading<double>([.. points], Evidence.Text("none", "")))));
        table.Add("harness", "samples verified exactly", cost.PerSecondPerCore(points.Length), "/s of a core");
    }

    private static LogRecord Line(NumberedItems items, long seq) =>
        new(seq, $"2026-11-22 12:00:00.000 7 INFO nova.compute.manager [-] {items.Mark(seq)} instance spawned", LabelSet.Empty, LabelSet.Empty);

    private static LogRecord Stored(ExpectedLog expected) => new(expected.UnixNano ?? 0, expected.Body, expected.Stream, expected.Metadata);

    private static Task Held(Verdict verdict) =>
        verdict.Outcome == Outcome.Holds ? Task.CompletedTask : throw new InvalidOperationException(verdict.Describe());

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
