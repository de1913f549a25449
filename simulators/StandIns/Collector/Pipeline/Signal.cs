using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>What must be known of a signal's messages to count, split and change them.</summary>
internal abstract class Signal<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>Makes it.</summary>
    /// <param name="name">As pipelines and addresses name it: <c>logs</c>.</param>
    /// <param name="items">As metrics name its items: <c>log_records</c>.</param>
    protected Signal(string name, string items) => (Name, Items) = (name, items);

    /// <summary>As pipelines and addresses name it: <c>traces</c>, <c>metrics</c>, <c>logs</c>.</summary>
    public string Name { get; }

    /// <summary>As metrics name its items: <c>spans</c>, <c>metric_points</c>, <c>log_records</c>.</summary>
    public string Items { get; }

    /// <summary>How many spans, points or records there are.</summary>
    public abstract int Count(T batch);

    /// <summary>Puts what is in <paramref name="from"/> behind what is in <paramref name="to"/>; <paramref name="from"/> is not to be used any more.</summary>
    public abstract void Append(T to, T from);

    /// <summary>Takes the first items out of a batch: exactly as many as asked for, or all there are.</summary>
    public abstract T Take(T from, int items);

    /// <summary>All resources; one that a message left out is made.</summary>
    public abstract IEnumerable<Resource> Resources(T batch);

    /// <summary>All items' attributes, with the resource of each.</summary>
    public abstract IEnumerable<(RepeatedField<KeyValue> Attributes, Resource Resource)> Attributes(T batch);

    /// <summary>Writes the schema's address where a resource names none.</summary>
    public abstract void SetSchema(T batch, string url);

    /// <summary>Moves whole nodes while they fit, then a part of the next one.</summary>
    protected static void Move<TNode>(RepeatedField<TNode> from, RepeatedField<TNode> to, ref int room, Func<TNode, int> count, Func<TNode, int, TNode> split)
    {
        var whole = 0;
        while (room > 0 && whole < from.Count && count(from[whole]) is var items && items <= room)
        {
            to.Add(from[whole++]);
            room -= items;
        }

        var rest = from.Skip(whole).ToArray();
        from.Clear();
        from.AddRange(rest);
        if (room > 0 && rest.Length > 0)
        {
            to.Add(split(rest[0], room));
            room = 0;
        }
    }

    /// <summary>Moves the first items of a list.</summary>
    protected static void Move<TItem>(RepeatedField<TItem> from, RepeatedField<TItem> to, int items)
    {
        to.AddRange(from.Take(items));
        var rest = from.Skip(items).ToArray();
        from.Clear();
        from.AddRange(rest);
    }
}

/// <summary>The three signals.</summary>
internal static class Signals
{
    /// <summary>Their names.</summary>
    public const string Traces = "traces";

    /// <inheritdoc cref="Traces"/>
    public const string Metrics = "metrics";

    /// <inheritdoc cref="Traces"/>
    public const string Logs = "logs";

    private static readonly object[] s_all = [new TraceSignal(), new MetricSignal(), new LogSignal()];

    /// <summary>The signal of a kind of request.</summary>
    public static Signal<T> Of<T>()
        where T : class, IMessage<T>, new() => s_all.OfType<Signal<T>>().Single();
}
