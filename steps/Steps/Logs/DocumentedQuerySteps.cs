using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Loki;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>
/// Words about the queries that the documentation shows, asked word for word. The records lie in minutes of which nobody else's are, so that
/// the answer can be told exactly.
/// </summary>
[Binding]
public sealed class DocumentedQuerySteps(StackClients stack, Claims claims)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private ImmutableArray<WrittenLog> _logs = [];
    private DateTimeOffset _begin;

    private static ValidationRun Run => ValidationRun.Current;

    [Given("{int} numbered lines of each of these programs, in minutes of their own:")]
    public async Task AreWritten(int count, DataTable programs)
    {
        await LogBook.Current.ReadersAsync();
        using var deadline = Run.In(Run.Patience);
        _begin = LogBook.Current.NextQuietTenMinutes();
        foreach (var program in programs.Rows.Select(r => LogSource.Of(r["program"])))
        {
            var log = WrittenLog.Open("query", program, _begin, Spacing);
            await log.WriteAsync(count, deadline);
            _logs = _logs.Add(log);
        }
    }

    [Then("the documented query {string} gives exactly the lines of these programs but those of {string}")]
    public Task GivesAllBut(string id, string other) =>
        GivesAsync(Text(id), log => !log.Source.Name.StartsWith(other + "@", StringComparison.Ordinal), _ => true);

    [Then("the documented query {string} gives exactly the lines of {string} with {string} in them")]
    public Task GivesSome(string id, string service, string text) =>
        GivesAsync(Text(id), log => log.Source.Service == service, body => body.Contains(text, StringComparison.Ordinal));

    [Then("the documented query {string} gives in sum exactly the lines with {string} in them, divided by {int} seconds")]
    public Task GivesRate(string id, string text, int seconds)
    {
        var lines = _logs.Where(InNamespace).Sum(log => Enumerable.Range(0, log.Count).Count(seq => Body(log, seq).Contains(text, StringComparison.Ordinal)));
        // Five minutes that begin just before the first line: it is in them, and so is the last.
        var at = _begin + TimeSpan.FromSeconds(seconds - 1);
        return claims.ComesToHoldAsync(async d =>
        {
            var answer = await new LokiInstant(stack.Loki, Text(id), at).ReadAsync(d);
            var sum = answer with { Rows = [new Seen<double>(Text(id), answer.Rows.Sum(r => r.Value), at)] };
            return ValuesAgreeWithin.Check(Text(id), new Tolerance(1e-9, 0), [new ExpectedSample(Text(id), (double)lines / seconds)], sum);
        }, LogBook.Current.Arrival);
    }

    [Then("the documented query {string}, for {string} and one of its projects, gives exactly the lines with that project in them")]
    public Task GivesProject(string id, string service)
    {
        var project = ProjectIds.MostFrequent(_logs.Where(log => log.Source.Service == service)
            .SelectMany(log => Enumerable.Range(0, log.Count).Select(seq => Body(log, seq))));
        return GivesAsync(ProjectIds.Filled(Text(id), service, project), log => log.Source.Service == service,
            body => body.Contains(project, StringComparison.Ordinal));
    }

    private static string Text(string id) => Run.Contract.Logs.Queries.Single(q => q.Id == id).Text;

    private static bool InNamespace(WrittenLog log) => log.Source.Pod?.Namespace == "openstack";

    private static string Body(WrittenLog log, long seq) => log.Record(seq).Expected[0].Body;

    private Task GivesAsync(string query, Func<WrittenLog, bool> from, Func<string, bool> with) =>
        claims.ComesToHoldAsync(async d =>
        {
            var answer = await stack.Loki.QueryRangeAsync(query, LogWindow.Of(_begin - Spacing, _begin + TimeSpan.FromMinutes(8)), d);
            var wanted = _logs.Where(from).Select(log => new Wanted(log.Items, log.Sent, seq => with(Body(log, seq)))).ToList();
            return QueryAnswers.Check(query, wanted, answer.Value, answer.Raw);
        }, LogBook.Current.Arrival);
}
