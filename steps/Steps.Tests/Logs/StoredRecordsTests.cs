using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Logs;

namespace Validation.Steps.Tests.Logs;

public sealed class StoredRecordsTests
{
    private const int Count = 20;

    private static readonly NumberedItems Items = new(new Seed(7), "swift");

    private static readonly LogStream Swift = new(Items, LogSource.Of("swift-proxy"), DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromMilliseconds(1));

    private static readonly ImmutableArray<Sent<ItemRange>> Sent = [new(0, "swift/0-19", new ItemRange("swift", 0, Count), DateTimeOffset.UnixEpoch, Fate.Acknowledged)];

    [Test]
    public void Two_copies_of_every_record_hold_where_two_receivers_store_it() => Judge(2, Copies(0), Copies(1)).Outcome.ShouldBe(Outcome.Holds);

    [Test]
    public void Two_copies_are_demanded_as_long_as_the_exception_stands()
    {
        var verdict = Judge(2, Copies(0));
        verdict.Outcome.ShouldBe(Outcome.Violated);
        verdict.Findings.Count(f => f.Rule == "missing").ShouldBe(Count);
    }

    [Test]
    public void A_second_copy_is_a_duplicate_where_one_receiver_stores_it() =>
        Judge(1, Copies(0), Copies(1)).Findings.Count(f => f.Rule == "duplicate").ShouldBe(Count);

    [Test]
    public void A_record_that_is_not_there_is_missing() =>
        Judge(1, Copies(0).Skip(1)).Findings.ShouldHaveSingleItem().ShouldBe(new Finding("missing", "once", "not at all", "swift/0"));

    [Test]
    public void A_record_that_was_not_taken_apart_deviates()
    {
        var first = Copies(0).First();
        Judge(1, Copies(0).Skip(1).Append(first with { Metadata = LabelSet.Empty })).Findings.ShouldAllBe(f => f.Rule == "metadata" && f.Key == "swift/0");
    }

    [Test]
    public void Nothing_may_be_there_of_a_file_that_is_left_out()
    {
        Judge(0).Outcome.ShouldBe(Outcome.Holds);
        Judge(0, Copies(0).Take(1)).Findings.ShouldHaveSingleItem().Rule.ShouldBe("excluded");
    }

    [Test]
    public void More_copies_than_anybody_describes_are_an_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new StoredRecords(Items, Count, 3, Swift.Record));

    [TestCase(500, 4, "125 125 125 125")]
    [TestCase(500, 3, "166 167 167")]
    public void A_service_writes_as_many_records_as_said_over_all_its_programs(int count, int parts, string shares) =>
        string.Join(' ', LogBook.Shares(count, parts)).ShouldBe(shares);

    private static IEnumerable<LogRecord> Copies(int copy) => Enumerable.Range(0, Count).Select(seq => Swift.Record(seq).Expected[copy])
        .Select(e => new LogRecord(e.UnixNano ?? 0, e.Body, e.Stream, e.Metadata));

    private static Verdict Judge(int copies, params IEnumerable<LogRecord>[] seen)
    {
        var stored = new StoredRecords(Items, Count, copies, Swift.Record);
        foreach (var record in seen.SelectMany(s => s))
            stored.See(record);
        return stored.Judge("swift-proxy", Sent);
    }
}
