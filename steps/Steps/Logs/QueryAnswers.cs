using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;

namespace Validation.Steps.Logs;

/// <summary>Some records of a log, which a query must find.</summary>
/// <param name="Items">Identity of the log's records.</param>
/// <param name="Sent">The ledger's rows.</param>
/// <param name="Chosen">Which of them are meant.</param>
public sealed record Wanted(NumberedItems Items, IReadOnlyCollection<Sent<ItemRange>> Sent, Func<long, bool> Chosen);

/// <summary>A query finds exactly what it must, of several logs together: nothing is missing, and nothing else is found.</summary>
public static class QueryAnswers
{
    /// <summary>Findings: those of <see cref="LogsArriveOnce"/>, and <c>stranger</c> for a record of no log that is meant.</summary>
    /// <param name="query">The query.</param>
    /// <param name="wanted">What it must find.</param>
    /// <param name="found">What it found.</param>
    /// <param name="raw">The answer.</param>
    public static Verdict Check(string query, IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<LogRecord> found, Evidence raw)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(found);
        var names = wanted.Select(w => w.Items.Name).ToHashSet(StringComparer.Ordinal);
        var strangers = found.Where(r => Mark.Find(r.Body) is not { } mark || !names.Contains(mark.Stream))
            .Select(r => new Finding("stranger", "only what the query asks for", r.Body, r.Stream.Text));
        return wanted.Aggregate(Verdict.Of($"{query} finds nothing else", strangers, raw), (verdict, log) => verdict.And(Of(query, log, found)));
    }

    private static Verdict Of(string query, Wanted log, IEnumerable<LogRecord> found)
    {
        var check = new LogsArriveOnce(log.Items, log.Sent.Max(s => s.Payload.End), expected: null);
        foreach (var record in found)
            check.See(record);
        return check.Judge($"what {query} finds of {log.Items.Name}", ChosenRecords.Of(log.Sent, log.Chosen));
    }
}
