using System.Collections.Immutable;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Steps.Logs;

/// <summary>
/// What is stored of a program's numbered log, judged for each receiver that may store it. Where one may, every record is its own, so
/// that a second copy is a duplicate, whatever its labels are; where two may, each must have stored every record once.
/// </summary>
public sealed class StoredRecords
{
    private readonly NumberedItems _items;
    private readonly ImmutableArray<LogsArriveOnce> _copies;
    private readonly List<Finding> _excluded = [];

    /// <summary>A check of one stream.</summary>
    /// <param name="items">Identity of the stream.</param>
    /// <param name="bound">Number after the last one that was written.</param>
    /// <param name="copies">How many receivers may store a record: 0, 1 or 2.</param>
    /// <param name="record">What was written for a number, and what must become of it.</param>
    public StoredRecords(NumberedItems items, long bound, int copies, Func<long, WrittenRecord> record)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)copies, 2u, nameof(copies));
        _items = items;
        _copies = [.. Enumerable.Range(0, copies).Select(copy => new LogsArriveOnce(items, bound, seq => Expected(record(seq), copy)))];
    }

    /// <summary>Takes a record that Loki answered; one without a mark of the stream is passed over.</summary>
    public void See(LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_copies.IsEmpty)
            _copies[_copies.Length == 2 && !IsTakenApart(record) ? 1 : 0].See(record);
        else if (Mark.Find(record.Body) is { } mark && mark.Stream == _items.Name)
            _excluded.Add(new Finding("excluded", "nothing of a file that is left out", record.Body, $"{mark.Stream}/{mark.Seq}"));
    }

    /// <summary>What the ledger demands of what was seen.</summary>
    /// <param name="what">Whose lines they are: <c>nova-api</c>.</param>
    /// <param name="sent">The ledger's rows.</param>
    /// <param name="evidence">The answers.</param>
    public Verdict Judge(string what, IReadOnlyCollection<Sent<ItemRange>> sent, params ReadOnlySpan<Evidence> evidence)
    {
        if (_copies.IsEmpty)
            return Verdict.Of($"no line of {what} is there", _excluded, evidence);
        var verdict = _copies[0].Judge($"the records of {what}", sent, evidence);
        return _copies.Length == 1 ? verdict : verdict.And(_copies[1].Judge($"the second copies of {what}, as they were written,", sent));
    }

    // Only filelog/openstack sets the namespace of the service.
    private static bool IsTakenApart(LogRecord record) => record.Stream["service_namespace"] == "openstack";

    private static ExpectedLog Expected(WrittenRecord record, int copy) => copy < record.Expected.Length ? record.Expected[copy]
        : throw new InvalidOperationException($"Record {record.Seq} is expected {record.Expected.Length} times: nothing says what copy {copy + 1} must be.");
}
