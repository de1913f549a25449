using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>What the operators of the language do with values.</summary>
internal static class Rules
{
    /// <summary>A rule about two texts; nothing on either side makes it false, as in the real language.</summary>
    public static Func<object?, object?, bool> Texts(string name, Func<string, string, bool> rule) => (a, b) => (a, b) switch
    {
        (string x, string y) => rule(x, y),
        (null, _) or (_, null) => false,
        _ => throw new ExpressionException($"{name} wants strings, not {Values.Kind(a)} and {Values.Kind(b)}"),
    };

    /// <summary>A rule about the order of two numbers or two texts.</summary>
    public static Func<object?, object?, bool> Order(string name, Func<int, bool> rule) => (a, b) => (a, b) switch
    {
        (string x, string y) => rule(string.CompareOrdinal(x, y)),
        (long or double, long or double) => rule(Values.Number(a).CompareTo(Values.Number(b))),
        _ => throw new ExpressionException($"{name} cannot compare {Values.Kind(a)} with {Values.Kind(b)}"),
    };

    /// <summary>Whether a list has a value, or a map a name.</summary>
    public static bool In(object? what, object? where) => (what, where) switch
    {
        (_, List<object?> list) => list.Any(item => Values.Same(item, what)),
        (string name, ValueMap map) => map.TryGet(name, out _),
        (_, null) => false,
        _ => throw new ExpressionException($"in wants a list or a map, not {Values.Kind(where)}"),
    };

    /// <summary>Sum of numbers, or texts one after the other.</summary>
    public static object? Plus(object? a, Func<object?> right)
    {
        var b = right();
        return (a, b) switch
        {
            (string x, string y) => x + y,
            (long x, long y) => x + y,
            (long or double, long or double) => Values.Number(a) + Values.Number(b),
            _ => throw new ExpressionException($"cannot add {Values.Kind(a)} and {Values.Kind(b)}"),
        };
    }

    /// <summary>Difference of numbers.</summary>
    public static object? Minus(object? a, Func<object?> right)
    {
        var b = right();
        return (a, b) switch
        {
            (long x, long y) => x - y,
            (long or double, long or double) => Values.Number(a) - Values.Number(b),
            _ => throw new ExpressionException($"cannot subtract {Values.Kind(b)} from {Values.Kind(a)}"),
        };
    }

    /// <summary>How long a text (in bytes of UTF-8), a list or a map is.</summary>
    public static object? Length(object? of, Func<object?> none) => of switch
    {
        string text => (long)System.Text.Encoding.UTF8.GetByteCount(text),
        List<object?> list => (long)list.Count,
        ValueMap map => (long)map.Count,
        _ => throw new ExpressionException($"len() has no length of {Values.Kind(of)}"),
    };
}
