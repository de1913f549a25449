using System.Collections.Frozen;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>The words of the language.</summary>
internal static class TraceQlWords
{
    private static readonly FrozenSet<string> s_all = new[]
    {
        "true", "false", "nil", "ok", "error", "unset", "unspecified", "internal", "server", "client", "producer", "consumer",
        "duration", "childCount", "name", "status", "statusMessage", "kind", "rootName", "rootServiceName", "rootService",
        "traceDuration", "nestedSetLeft", "nestedSetRight", "nestedSetParent", "parent", "count", "avg", "max", "min", "sum",
        "by", "coalesce", "select", "rate", "count_over_time", "min_over_time", "max_over_time", "avg_over_time", "sum_over_time",
        "quantile_over_time", "histogram_over_time", "compare", "topk", "bottomk", "with",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word is one of them.</summary>
    public static bool Knows(string word) => s_all.Contains(word);
}
