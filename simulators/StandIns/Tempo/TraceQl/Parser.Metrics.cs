namespace Validation.Simulators.StandIns.Tempo.TraceQl;

internal sealed partial class Parser
{
    private static readonly string[] s_metrics =
        ["rate", "count_over_time", "min_over_time", "max_over_time", "avg_over_time", "sum_over_time", "quantile_over_time"];

    private static readonly string[] s_unknownMetrics = ["histogram_over_time", "compare", "topk", "bottomk"];

    private bool IsMetrics() => Here.Kind == TokenKind.Sign && (s_metrics.Contains(Here.Text) || s_unknownMetrics.Contains(Here.Text));

    private MetricsStage Metrics()
    {
        var name = Next().Text;
        if (s_unknownMetrics.Contains(name))
            throw new TraceQlException($"the stand-in for Tempo does not know {name}");
        Take("(");
        var of = name is "rate" or "count_over_time" ? null : Named() ?? throw Unexpected();
        var quantiles = new List<double>();
        while (name == "quantile_over_time" && Took(","))
            quantiles.Add(Here.Kind == TokenKind.Value ? Next().Value.Number : throw Unexpected());
        Take(")");
        return new MetricsStage(name, of, quantiles, Took("by") ? InParentheses(Fields) : []);
    }

    // Hints such as with(most_recent=true) change how a real Tempo searches, and here nothing: the newest are first anyway.
    private void Hints()
    {
        Take("(");
        do
        {
            if (Here.Kind != TokenKind.Identifier)
                throw Unexpected();
            _at++;
            Take("=");
            Single();
        }
        while (Took(","));
        Take(")");
    }
}
