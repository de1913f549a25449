using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>A trace that was found, made of its rows that were.</summary>
internal sealed class FoundTrace(UInt128 id)
{
    /// <summary>The id.</summary>
    public UInt128 Id { get; } = id;

    /// <summary>Service of the root; null when no row has it.</summary>
    public string? RootService { get; private set; }

    /// <summary>Name of the root.</summary>
    public string RootName { get; private set; } = "";

    /// <summary>Start of the first span, nanoseconds since 1970.</summary>
    public ulong Start { get; private set; } = ulong.MaxValue;

    /// <summary>Milliseconds of the longest row.</summary>
    public long Milliseconds { get; private set; }

    /// <summary>What matched; none in a search by tags.</summary>
    public List<Spanset> Sets { get; } = [];

    /// <summary>Spans and failed spans by service.</summary>
    public SortedDictionary<string, (int Spans, int Errors)> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a row.</summary>
    public void Add(TraceView row, IReadOnlyList<Spanset> sets)
    {
        if (row.Root is { } root && RootService is null)
            (RootService, RootName) = (root.Head.Service, root.Span.Name);
        Start = Math.Min(Start, row.Start);
        Milliseconds = Math.Max(Milliseconds, (long)((row.End - row.Start) / 1_000_000));
        Sets.AddRange(sets);
        foreach (var span in row.Spans)
        {
            var (spans, errors) = Services.GetValueOrDefault(span.Head.Service);
            var failed = span.Span.Status?.Code == Wire.Otlp.Status.Types.StatusCode.Error;
            Services[span.Head.Service] = (spans + 1, errors + (failed ? 1 : 0));
        }
    }
}
