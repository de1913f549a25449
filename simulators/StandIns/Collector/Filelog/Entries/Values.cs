namespace Validation.Simulators.StandIns.Collector.Filelog.Entries;

/// <summary>What values have in common.</summary>
internal static class Values
{
    /// <summary>A copy that can be changed without changing the other.</summary>
    public static object? Copy(object? value) => value switch
    {
        ValueMap map => map.Copy(),
        List<object?> list => list.ConvertAll(Copy),
        _ => value,
    };

    /// <summary>They are the same; numbers of different kinds are compared by what they are.</summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (string x, string y) => x == y,
        (long x, long y) => x == y,
        (long or double, long or double) => Number(a) == Number(b),
        (bool x, bool y) => x == y,
        (ValueMap x, ValueMap y) => SameMaps(x, y),
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    /// <summary>The same names and values, in whatever order.</summary>
    public static bool SameMaps(ValueMap x, ValueMap y)
    {
        if (x.Count != y.Count)
            return false;
        foreach (var (name, value) in x.Items)
        {
            if (!y.TryGet(name, out var other) || !Same(value, other))
                return false;
        }

        return true;
    }

    /// <summary>A number's value.</summary>
    public static double Number(object? value) => value is long whole ? whole : (double)value!;

    /// <summary>What kind of value it is, for messages.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "nil",
        string => "string",
        long => "int",
        double => "float64",
        bool => "bool",
        ValueMap => "map",
        _ => "list",
    };
}
