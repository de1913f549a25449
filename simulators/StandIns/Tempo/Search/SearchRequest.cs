using System.Collections.Immutable;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>What <c>/api/search</c> is asked.</summary>
internal sealed record SearchRequest
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 256 * 1024;
    private const long LongestRange = 168 * 3600;

    /// <summary>The query; null for a search by tags.</summary>
    public TraceQuery? Query { get; private init; }

    /// <summary>The tags of the older search.</summary>
    public ImmutableArray<(string Name, string Value)> Tags { get; private init; } = [];

    /// <summary>Shortest trace, milliseconds; 0 for any.</summary>
    public long MinMilliseconds { get; private init; }

    /// <summary>Longest trace, milliseconds; 0 for any.</summary>
    public long MaxMilliseconds { get; private init; }

    /// <summary>Where to look, Unix seconds; zeros for everywhere.</summary>
    public (long Start, long End) Range { get; private init; }

    /// <summary>Most traces.</summary>
    public int Limit { get; private init; }

    /// <summary>Most spans of a set; 0 for all.</summary>
    public int SpansPerSet { get; private init; }

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="BadQueryException">One is wrong.</exception>
    public static SearchRequest Read(QueryParameters parameters)
    {
        var (q, tags) = (parameters.Text("q"), parameters.Text("tags"));
        if (q is not null && tags is not null)
            throw new BadQueryException("invalid request: can't specify tags and q in the same query");
        var limit = parameters.Whole("limit", "Atoi");
        if (limit <= 0)
            throw new BadQueryException("invalid limit: must be a positive number");
        var spans = parameters.Whole("spss", "Atoi") ?? 3;
        if (spans < 0)
            throw new BadQueryException("invalid spss: must be a non-negative number");
        var (min, max) = (parameters.Duration("minDuration"), parameters.Duration("maxDuration"));
        if (max < min)
            throw new BadQueryException("invalid maxDuration: must be greater than minDuration");
        var range = parameters.Range();
        if (limit > MaxLimit)
            throw new BadQueryException($"limit {limit} exceeds max limit {MaxLimit}");
        var query = q is null ? null : QueryParameters.TraceQl(q);
        if (query?.Metrics is not null)
            throw new BadQueryException("invalid TraceQL query: a metrics query cannot be searched for");
        if (range.End - range.Start > LongestRange)
            throw new BadQueryException($"range specified by start and end exceeds 168h0m0s. received start={range.Start} end={range.End}");
        return new SearchRequest
        {
            Query = query, Tags = tags is null ? [] : Logfmt.Read(tags), Range = range, Limit = (int)(limit ?? DefaultLimit), SpansPerSet = (int)spans,
            MinMilliseconds = (long)(min?.TotalMilliseconds ?? 0), MaxMilliseconds = (long)(max?.TotalMilliseconds ?? 0),
        };
    }
}
