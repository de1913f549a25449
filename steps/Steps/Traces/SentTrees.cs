using System.Collections.Immutable;
using Validation.Checks;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Steps.Traces;

/// <summary>Trees that were sent over one channel, and what became of each send.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Stream">The trees.</param>
/// <param name="Emissions">The sends, in order.</param>
public sealed record SentTrees(TraceChannel Channel, TraceStream Stream, ImmutableArray<Emission> Emissions)
{
    /// <summary>How many trees.</summary>
    public int Count => (int)Emissions.Sum(e => e.Row.Payload.Count);

    /// <summary>The trees as a backend must hold them, by their ids.</summary>
    public ImmutableArray<(string TraceId, ImmutableArray<SpanRecord> Tree)> Expected { get; } =
    [
        .. Emissions.SelectMany(e => Enumerable.Range((int)e.Row.Payload.From, (int)e.Row.Payload.Count))
            .Select(seq => (Stream.Items.TraceId(seq), Translation.AsSeenThrough(Channel.Protocol, Stream.Tree(seq)))),
    ];

    /// <summary>The time in which the spans lie.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Window => (Stream.StartOf(0), Stream.StartOf(Count) + TraceStream.Longest);

    /// <summary>Every send was acknowledged, where the channel can say so.</summary>
    /// <remarks>Findings: <c>not-acknowledged</c>, with the ledger's key.</remarks>
    public Verdict AllTaken() => Verdict.Of($"every send over {Channel.Name} is acknowledged", Emissions
        .Where(e => Channel.Answers && e.Fate != Fate.Acknowledged)
        .Select(e => new Finding("not-acknowledged", "acknowledged", $"{e.Fate} {e.Answer.Status} {e.Answer.Text}", e.Row.Key)));

    /// <summary>What a search must find in each tree that matches: how many of its spans do, by the trace's id.</summary>
    public IEnumerable<ExpectedSample> Matching(Func<SpanRecord, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return Expected.Select(t => new ExpectedSample(t.TraceId, t.Tree.Count(matches))).Where(e => e.Value > 0);
    }
}
