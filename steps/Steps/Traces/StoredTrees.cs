using System.Collections.Concurrent;
using System.Collections.Immutable;
using Validation.Backends.Tempo;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Steps.Traces;

/// <summary>The trees of one stream as Tempo answers them by id. What is there whole is asked for once.</summary>
public sealed class StoredTrees(TempoClient tempo, SentTrees sent, IEnumerable<string> added)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, ImmutableArray<SpanRecord>> _seen = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> _added = [.. added];

    /// <summary>All trees are there, whole and unaltered.</summary>
    /// <remarks>As long as nothing came, a few trees are asked for and the others only when the time is nearly over.</remarks>
    public async Task<Verdict> LookAsync(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        if (_seen.IsEmpty)
            await AskAsync(sent.Expected.Where((_, i) => i % 50 == 0), deadline);
        if (!_seen.IsEmpty || deadline.Remaining < LastLook)
            await AskAsync(sent.Expected.Where(t => !_seen.TryGetValue(t.TraceId, out var had) || had.Length < t.Tree.Length), deadline);
        var check = new TreesAreWhole(_added);
        foreach (var (id, tree) in sent.Expected)
        {
            // Also where nobody answers, all must come: on loopback nothing is lost on the way.
            check.See(id, Fate.Acknowledged, tree, _seen.GetValueOrDefault(id, []));
        }

        return check.Judge($"the {check.Traces} trees that were sent over {sent.Channel.Name}");
    }

    private Task AskAsync(IEnumerable<(string TraceId, ImmutableArray<SpanRecord> Tree)> trees, Deadline deadline) =>
        Parallel.ForEachAsync(trees, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = deadline.Token }, async (tree, _) =>
        {
            if ((await tempo.TraceAsync(tree.TraceId, deadline)).Value is { IsEmpty: false } spans)
                _seen[tree.TraceId] = Translation.InTheseWords(sent.Channel.Protocol, spans);
        });
}
