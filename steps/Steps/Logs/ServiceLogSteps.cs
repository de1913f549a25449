using Reqnroll;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>Words about the logs of OpenStack's services.</summary>
[Binding]
public sealed class ServiceLogSteps(StackClients stack, Claims claims)
{
    private static LogBook Book => LogBook.Current;

    [Given("each service with parsing has written 500 numbered lines")]
    public Task HaveWritten() => Book.ServicesAsync();

    [Then("the 500 lines of {string} are in Loki exactly once, parsed as documented")]
    public Task AreThereOnce(string service) => AreThereAsync(service, 1);

    [Then("the 500 lines of {string} are in Loki exactly twice, once parsed as documented and once as they were written")]
    public Task AreThereTwice(string service) => AreThereAsync(service, 2);

    [Then("none of the services but {string} has a line of two receivers in Loki, for the quiet window")]
    public async Task NoOtherIsThereTwice(string defective)
    {
        var logs = (await Book.ServicesAsync()).Where(l => l.Source.Service != defective).ToList();
        Task<Verdict> Look(Deadline d) => RecordCounts.LookAsync(stack.Loki, logs, d);
        await claims.ComesToHoldAsync(Look, Book.Arrival);
        await claims.StaysAsync(Look, ValidationRun.Current.Settings.QuietWindow);
    }

    private async Task AreThereAsync(string service, int copies)
    {
        foreach (var log in (await Book.ServicesAsync()).Where(l => l.Source.Service == service))
            await claims.ComesToHoldAsync(d => log.LookAsync(stack.Loki, copies, d), Book.Arrival);
    }
}
