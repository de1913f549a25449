using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Steps.Logs;

/// <summary>Some of the records that a ledger has: what a query must find, when it is not to find all.</summary>
public static class ChosenRecords
{
    /// <summary>A row for each chosen number, with the fate of the range that it lies in.</summary>
    /// <param name="sent">The ledger's rows of one stream.</param>
    /// <param name="chosen">Which numbers are meant.</param>
    /// <exception cref="InvalidOperationException">No number is: what finds nothing would prove nothing.</exception>
    public static ImmutableArray<Sent<ItemRange>> Of(IEnumerable<Sent<ItemRange>> sent, Func<long, bool> chosen)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ImmutableArray<Sent<ItemRange>> rows =
        [
            .. sent.SelectMany(row => Numbers(row.Payload).Where(chosen).Select(seq => row with { Payload = new ItemRange(row.Payload.Stream, seq, 1) })),
        ];
        return rows.IsEmpty ? throw new InvalidOperationException("None of the records that were written is meant: the query would prove nothing.") : rows;
    }

    private static IEnumerable<long> Numbers(ItemRange range)
    {
        for (var seq = range.From; seq < range.End; seq++)
            yield return seq;
    }
}
