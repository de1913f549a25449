using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract class Node
{
    public abstract object? Value(Entry entry);

    public virtual bool Holds(Entry entry) =>
        Value(entry) is bool truth ? truth : throw new ExpressionException($"an expression that must be true or false gave {Values.Kind(Value(entry))}");
}

/// <summary>A text, a number, true, false, nil, a list of these.</summary>
internal sealed class Constant(object? value) : Node
{
    public object? Of => value;

    public override object? Value(Entry entry) => value;
}

/// <summary><c>body</c>, <c>attributes</c>, <c>resource</c>.</summary>
internal sealed class Root(Func<Entry, object?> of) : Node
{
    public override object? Value(Entry entry) => of(entry);
}

/// <summary><c>a.b</c>, <c>a["b"]</c>, <c>a[0]</c>, <c>a?.b</c>.</summary>
internal sealed class Member(Node of, Node key, bool lenient) : Node
{
    public override object? Value(Entry entry)
    {
        var container = of.Value(entry);
        var name = key.Value(entry);
        return (container, name) switch
        {
            (ValueMap map, string text) => map.TryGet(text, out var value) ? value : null,
            (List<object?> list, long index) when index >= -list.Count && index < list.Count => list[(int)(index < 0 ? index + list.Count : index)],
            (null, _) when lenient => null,
            _ => throw new ExpressionException($"cannot fetch {name} from {Values.Kind(container)}"),
        };
    }
}

/// <summary>Something that is true or false.</summary>
internal abstract class Truth : Node
{
    public sealed override object? Value(Entry entry) => Holds(entry);

    public abstract override bool Holds(Entry entry);
}

/// <summary><c>and</c>, <c>or</c>; the right side is looked at only where it matters.</summary>
internal sealed class Both(Node left, Node right, bool and) : Truth
{
    public override bool Holds(Entry entry) => left.Holds(entry) == and ? right.Holds(entry) : !and;
}

/// <summary><c>not</c>.</summary>
internal sealed class Not(Node of) : Truth
{
    public override bool Holds(Entry entry) => !of.Holds(entry);
}

/// <summary><c>==</c>, <c>!=</c>.</summary>
internal sealed class Equal(Node left, Node right, bool same) : Truth
{
    public override bool Holds(Entry entry) => Values.Same(left.Value(entry), right.Value(entry)) == same;
}

/// <summary><c>matches</c>; nothing matches no pattern.</summary>
internal sealed class Matches(Node left, Regex pattern) : Truth
{
    public override bool Holds(Entry entry) => left.Value(entry) switch
    {
        string text => pattern.IsMatch(text),
        null => false,
        var other => throw new ExpressionException($"matches wants a string, not {Values.Kind(other)}"),
    };
}

/// <summary>Two values compared by a rule.</summary>
internal sealed class Compared(Node left, Node right, Func<object?, object?, bool> rule) : Truth
{
    public override bool Holds(Entry entry) => rule(left.Value(entry), right.Value(entry));
}

/// <summary>A value made of others.</summary>
internal sealed class Made(Node left, Node right, Func<object?, Func<object?>, object?> rule) : Node
{
    public override object? Value(Entry entry) => rule(left.Value(entry), () => right.Value(entry));
}
