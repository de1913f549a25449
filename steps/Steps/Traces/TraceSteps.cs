using Reqnroll;
using Validation.Backends.Tempo;
using Validation.Checks;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Traces;

/// <summary>Words about traces that are sent and stored.</summary>
[Binding]
public sealed class TraceSteps(StackClients stack, Claims claims)
{
    // Genestack's batch of the collector, and what Tempo needs until a search sees what it took; as long may a thousand questions by id last.
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private SentTrees? _sent;

    private static ValidationRun Run => ValidationRun.Current;

    private SentTrees Sent => _sent ?? throw new InvalidOperationException("The scenario has sent no traces yet: say 'Given 200 trees sent over …' first.");

    [Given("200 trees sent over {string}, while the other protocols send theirs")]
    public async Task SentOver(string channel)
    {
        var all = await TreeSender.OfEveryChannel.CurrentAsync();
        _sent = all.Single(s => s.Channel == TraceChannel.Named(channel));
        claims.Demand(_sent.AllTaken());
    }

    [Then("Tempo holds all of them by their ids, whole, and altered by nothing but that protocol")]
    public async Task AreWhole()
    {
        var added = AddedAttributes.Of(Run.Plan.Spec.Components.Single(c => c.Name == "collector-deployment"));
        await claims.ComesToHoldAsync(new StoredTrees(stack.Tempo, Sent, added).LookAsync, Batch + Cut + Run.Patience, Every);
    }

    [Then("a search by service and mark finds exactly those, with every span of each")]
    public Task AreFound()
    {
        const string Service = "nova-api";
        var query = $$"""{ resource.service.name = "{{Service}}" && span.harness.mark =~ "mark={{Sent.Stream.Items.Name}}/.+" }""";
        var expected = Sent.Matching(s => s.Service == Service).ToList();
        return claims.ComesToHoldAsync(async d => EverySampleIsExact.Check("the search " + query, expected, await SearchAsync(query, d)), Batch + Cut + Run.Patience, Every);
    }

    [Then("Tempo holds no trace that nobody sent")]
    public Task NobodySent()
    {
        var id = Run.Signals.Items(Run.Signals.NewName("traces-of-nobody")).TraceId(0);
        return claims.ComesToHoldAsync(async d =>
        {
            var answer = await stack.Tempo.TraceAsync(id, d);
            return EverySampleIsExact.Check("a trace that nobody sent", [], new Reading<double>([.. (answer.Value ?? []).Select(s => new Seen<double>(s.TraceId, 1, default))], answer.Raw));
        }, Run.Patience);
    }

    private async Task<Reading<double>> SearchAsync(string query, Deadline deadline)
    {
        var window = new TempoWindow(Sent.Window.From, Sent.Window.To);
        var answer = await stack.Tempo.SearchAsync(query, deadline, window, limit: 2 * Sent.Count);
        return new Reading<double>([.. answer.Value.Select(t => new Seen<double>(t.TraceId, t.SpanSets.Sum(s => s.Matched), t.Start))], answer.Raw);
    }
}
