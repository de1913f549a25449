using System.Collections.Immutable;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>A LogQL expression.</summary>
internal abstract record Expression;

/// <summary>Lines: a selector and a pipeline.</summary>
internal sealed record LogExpression(ImmutableArray<Matcher> Selector, ImmutableArray<Stage> Pipeline) : Expression
{
    public bool Selects(Labels labels)
    {
        foreach (var matcher in Selector)
        {
            if (!matcher.Fits(labels))
                return false;
        }

        return true;
    }

    public bool Process(Line line)
    {
        foreach (var stage in Pipeline)
        {
            if (!stage.Process(line))
                return false;
        }

        return true;
    }
}

/// <summary>Which label is taken for a sample's value.</summary>
/// <param name="Name">The label.</param>
/// <param name="Conversion"><c>bytes</c>, <c>duration</c> or <c>duration_seconds</c>; null for a plain number.</param>
/// <param name="After">Filters after it.</param>
internal sealed record Unwrap(string Name, string? Conversion, ImmutableArray<Stage> After);

/// <summary>Labels that are kept, or left out.</summary>
internal sealed record Grouping(bool Without, ImmutableArray<string> Names)
{
    /// <summary>Everything in one group.</summary>
    public static Grouping One { get; } = new(false, []);

    public Labels Of(Labels labels) => Labels.From(labels.All.Where(l => Names.Contains(l.Name) != Without));
}

/// <summary>An aggregation over time: <c>rate({app="nova"}[5m])</c>.</summary>
internal sealed record RangeExpression(string Operation, LogExpression Logs, TimeSpan Range, TimeSpan Offset, Unwrap? Unwrap, Grouping? Grouping, double? Parameter) : Expression;

/// <summary>An aggregation over series: <c>sum by (app) (…)</c>.</summary>
internal sealed record VectorExpression(string Operation, Expression Inner, Grouping? Grouping, double? Parameter) : Expression;

/// <summary>Two sides and an operator.</summary>
internal sealed record BinaryExpression(string Operation, Expression Left, Expression Right, bool ReturnsBool) : Expression;

/// <summary>A number.</summary>
internal sealed record NumberExpression(double Value) : Expression;
