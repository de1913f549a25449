namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Aggregates series at each step.</summary>
internal static class Aggregation
{
    public static List<Series> Over(VectorExpression expression, List<Series> series, int steps)
    {
        if (expression.Operation is "sort" or "sort_desc")
            return series;
        var groups = series.GroupBy(s => (expression.Grouping ?? Grouping.One).Of(s.Labels));
        return expression.Operation is "topk" or "bottomk"
            ? [.. groups.SelectMany(g => Best([.. g], (int)(expression.Parameter ?? 0), expression.Operation == "topk", steps))]
            : [.. groups.Select(g => new Series(g.Key, [.. Enumerable.Range(0, steps).Select(i => One(expression.Operation, g, i))]))];
    }

    private static double? One(string operation, IEnumerable<Series> group, int step)
    {
        var values = group.Select(s => s.Values[step]).OfType<double>().ToList();
        return values.Count == 0 ? null : operation switch
        {
            "sum" => values.Sum(),
            "avg" => values.Average(),
            "min" => values.Min(),
            "max" => values.Max(),
            _ => values.Count,
        };
    }

    private static List<Series> Best(List<Series> group, int count, bool largest, int steps)
    {
        var kept = group.ConvertAll(s => s with { Values = new double?[steps] });
        for (var i = 0; i < steps; i++)
        {
            var there = group.Index().Where(s => s.Item.Values[i] is not null);
            foreach (var (at, series) in (largest ? there.OrderByDescending(s => s.Item.Values[i]) : there.OrderBy(s => s.Item.Values[i])).Take(count))
                kept[at].Values[i] = series.Values[i];
        }

        return kept;
    }
}
