using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Stories;
using Validation.Simulators.Telemetry.Traces;
using Validation.Steps.Logs;
using Validation.Steps.Run;

namespace Validation.Steps.Correlation;

/// <summary>The stories of a run: each kind once as it should go and once failing, told by all services together.</summary>
public sealed class ToldStories
{
    private static readonly OncePerRun<ToldStories> s_told = new(TellAsync);

    private ToldStories(ImmutableArray<ToldStory> all, DateTimeOffset at) => (All, At) = (all, at);

    /// <summary>All of them.</summary>
    public ImmutableArray<ToldStory> All { get; }

    /// <summary>When they began.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The spans of all of them.</summary>
    public IEnumerable<SpanRecord> Spans => All.SelectMany(s => s.Story.Spans);

    /// <summary>The stories of this run; told when they are asked for first.</summary>
    public static Task<ToldStories> CurrentAsync() => s_told.CurrentAsync();

    /// <summary>The story of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is no such kind.</exception>
    public ToldStory Of(string kind, bool failing) => All.FirstOrDefault(s => s.Story.Kind == kind && s.Story.Failing == failing)
        ?? throw new InvalidOperationException($"There is no story {kind}, only {string.Join(", ", All.Select(s => s.Story.Kind).Distinct())}.");

    private static async Task<ToldStories> TellAsync(ValidationRun run)
    {
        await LogBook.Current.ReadersAsync();
        using var deadline = run.In(run.Patience);
        // Stories last a second or two: they are over when they are told.
        var at = run.Clock.GetUtcNow() - TimeSpan.FromSeconds(3);
        var told = ImmutableArray.CreateBuilder<ToldStory>();
        foreach (var kind in StoryKind.All)
            told.AddRange(await TellAsync(run, kind, at, deadline));
        return new ToldStories(told.ToImmutable(), at);
    }

    private static async Task<ImmutableArray<ToldStory>> TellAsync(ValidationRun run, StoryKind kind, DateTimeOffset at, Deadline deadline)
    {
        var items = run.Signals.Items(run.Signals.NewName("story." + kind.Name));
        var ledger = run.Signals.LedgerOf(items.Name);
        Story Tell(long seq, bool failing) => kind.Tell(items, seq, at, failing, source => run.Signals.Folder.File(LogSource.Of(source)).Source);
        ImmutableArray<Story> stories = [Tell(0, failing: false), Tell(1, failing: true)];
        var writer = new StoryWriter(items, run.Signals.Folder, run.Signals.LedgerOf(Story.LineItems(items).Name));
        using var emitter = TraceEmitters.OfSpans(items.Name, (from, count) => stories.Skip((int)from).Take(count).SelectMany(s => s.Spans), ledger,
            run.Bed["collector-deployment"].Endpoint("otlp-grpc"));
        var told = ImmutableArray.CreateBuilder<ToldStory>();
        foreach (var story in stories)
        {
            var lines = await writer.WriteAsync(story, deadline);
            told.Add(new ToldStory(items, story, lines, (await emitter.SendAsync(story.Seq, 1, deadline)).Row));
        }

        return told.ToImmutable();
    }
}

/// <summary>A story that was told, with the ledger's rows.</summary>
/// <param name="Items">Its stream.</param>
/// <param name="Story">The story.</param>
/// <param name="Lines">Row of its lines.</param>
/// <param name="Spans">Row of its spans.</param>
public sealed record ToldStory(NumberedItems Items, Story Story, Sent<ItemRange> Lines, Sent<ItemRange> Spans)
{
    /// <summary>The span of a service's own work that names it in the span metrics: its first.</summary>
    public SpanRecord FirstSpanOf(string service) => Story.Spans.First(s => s.Service == service);
}
