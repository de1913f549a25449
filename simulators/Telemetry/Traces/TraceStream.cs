using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Validation.Harness.Items;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>
/// A numbered stream of traces. A trace's tree is a pure function of (run seed, stream, number): 3 to 12 spans over several services,
/// with pairs of client and server and of producer and consumer between them, of which a service graph follows.
/// </summary>
/// <param name="items">The stream; one trace an item.</param>
/// <param name="begin">Start of the first trace's root, to the millisecond.</param>
/// <param name="spacing">From one trace's start to the next one's.</param>
/// <param name="servicePrefix">What its services' names begin with, so that metrics of them can be told from other streams'; mostly nothing.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of numbered items, the harness' word for it.")]
public sealed class TraceStream(NumberedItems items, DateTimeOffset begin, TimeSpan spacing, string servicePrefix = "")
{
    /// <summary>No trace lasts longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly ImmutableDictionary<string, ImmutableSortedDictionary<string, AttributeValue>> _resources =
        Services.Resources.ToImmutableDictionary(r => r.Key, r => r.Value.SetItem("service.name", servicePrefix + r.Key));

    /// <summary>The stream.</summary>
    public NumberedItems Items { get; } = items;

    /// <summary>When the trace may begin at the earliest; it does within the millisecond that follows.</summary>
    public DateTimeOffset StartOf(long seq) => begin + (spacing * seq);

    /// <summary>The spans of a trace; the root first, parents before their children.</summary>
    /// <param name="seq">Number of the trace, from 0.</param>
    public ImmutableArray<SpanRecord> Tree(long seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        var tree = new TreeBuilder(Items, seq, (StartOf(seq) - DateTimeOffset.UnixEpoch).Ticks * 100).Build();
        return servicePrefix.Length == 0 ? tree : [.. tree.Select(s => s with { Service = servicePrefix + s.Service, Resource = _resources[s.Service] })];
    }

    /// <summary>The spans of consecutive traces.</summary>
    public IEnumerable<SpanRecord> Trees(long from, int count)
    {
        for (var seq = from; seq < from + count; seq++)
        {
            foreach (var span in Tree(seq))
                yield return span;
        }
    }
}
