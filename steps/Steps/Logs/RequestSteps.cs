using Reqnroll;
using Validation.Backends.Loki;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Stories;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>Words about all that services say of one request.</summary>
[Binding]
public sealed class RequestSteps(StackClients stack, Claims claims)
{
    private Story? _story;
    private Ledger<ItemRange>? _ledger;
    private NumberedItems? _items;

    private static ValidationRun Run => ValidationRun.Current;

    private Story Story => _story ?? throw new InvalidOperationException("There is no request yet: say 'When a server cannot be created …' first.");

    [When("a server cannot be created, and all services that take part write what they know of it")]
    public async Task CannotBeCreated()
    {
        await LogBook.Current.ReadersAsync();
        using var deadline = Run.In(Run.Patience);
        _items = Run.Signals.Items(Run.Signals.NewName("request"));
        _story = FirstWithError(_items, Run.Clock.GetUtcNow());
        _ledger = Run.Signals.LedgerOf(Story.LineItems(_items).Name);
        await new StoryWriter(_items, Run.Signals.Folder, _ledger).WriteAsync(_story, deadline);
    }

    [Then("the lines with its request id are exactly those that were written, by the field and by a search of the text")]
    public Task AreFound() => AreFoundAsync(_ => true, $"| request_id=\"{Story.GlobalRequestId}\"", $"|= \"{Story.GlobalRequestId}\"");

    [Then("its error lines are exactly those that were written, by the fields and by a search of the text")]
    public Task ErrorsAreFound() => AreFoundAsync(r => r["severity"] == "ERROR",
        $"| request_id=\"{Story.GlobalRequestId}\" | severity=\"ERROR\"", $"|= \"{Story.GlobalRequestId}\" |= \" ERROR \"");

    private async Task AreFoundAsync(Func<LabelSet, bool> chosen, params string[] filters)
    {
        var sent = ChosenRecords.Of(_ledger!.Snapshot(), seq => Expected(seq).Metadata is var m && m["request_id"] == Story.GlobalRequestId && chosen(m));
        foreach (var filter in filters)
            await claims.ComesToHoldAsync(d => LookAsync($"{{namespace=\"openstack\", service_namespace=\"openstack\"}} {filter}", sent, d), LogBook.Current.Arrival);
    }

    private async Task<Verdict> LookAsync(string query, IReadOnlyCollection<Sent<ItemRange>> sent, Deadline deadline)
    {
        var check = new LogsArriveOnce(Story.LineItems(_items!), (Story.Seq + 1) * Story.LinesEach, Expected);
        var begin = DateTimeOffset.UnixEpoch.AddTicks(Story.Lines[0].UnixNano / 100);
        var answer = await stack.Loki.QueryRangeAsync(query, LogWindow.Of(begin - Run.Patience, begin + TimeSpan.FromMinutes(10)), deadline);
        foreach (var record in answer.Value)
            check.See(record);
        return check.Judge($"the lines that {query} finds", sent, answer.Raw);
    }

    // Where libvirt is at fault, no line that is taken apart says so.
    private static Story FirstWithError(NumberedItems items, DateTimeOffset at) => Enumerable.Range(0, 1000)
        .Select(seq => StoryKind.All.Single(k => k.Name == "vm-creation").Tell(items, seq, at, failing: true, name => WrittenLog.Own(LogSource.Of(name), items.Name)))
        .First(story => story.Lines.Any(l => l.Record.Expected[0].Metadata is var m && m["request_id"] == story.GlobalRequestId && m["severity"] == "ERROR"));

    private ExpectedLog Expected(long seq) => Story.Lines.First(l => l.Record.Seq == seq).Record.Expected[0];
}
