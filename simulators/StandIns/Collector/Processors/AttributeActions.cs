using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.Collections;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>What the processors <c>attributes</c> and <c>resource</c> do, one after another.</summary>
/// <remarks>Source: internal/coreinternal/attraction.</remarks>
internal sealed class AttributeActions
{
    private readonly ImmutableArray<Act> _acts;

    private AttributeActions(ImmutableArray<Act> acts) => _acts = acts;

    /// <summary>Reads a list of actions.</summary>
    /// <exception cref="BadInputException">It is empty, or an action is wrong or not known.</exception>
    public static AttributeActions Read(ConfigNode list) =>
        list.Items.IsEmpty ? throw list.Bad("at least one action") : new AttributeActions([.. list.Items.Select(ReadOne)]);

    /// <summary>Applies them.</summary>
    public void Apply(RepeatedField<KeyValue> attributes)
    {
        foreach (var act in _acts)
            Apply(act, attributes);
    }

    private static Act ReadOne(ConfigNode node)
    {
        node.Only("key", "value", "from_attribute", "action");
        var kind = node["action"].Text() switch
        {
            "insert" => Kind.Insert,
            "update" => Kind.Update,
            "upsert" => Kind.Upsert,
            "delete" => Kind.Delete,
            _ => throw node["action"].Bad("insert, update, upsert or delete"),
        };
        var value = node["value"];
        var from = node["from_attribute"];
        if (kind != Kind.Delete && value.Exists == from.Exists)
            throw node.Bad("either value or from_attribute", value.Exists ? "both" : "neither");
        return new Act(kind, node["key"].Text(), value.Exists ? Typed(value) : null, from.Text(""));
    }

    private static AnyValue Typed(ConfigNode value)
    {
        var text = value.Text();
        if (!value.IsPlain)
            return new AnyValue { StringValue = text };
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new AnyValue { IntValue = whole };
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
            return new AnyValue { DoubleValue = real };
        return text is "true" or "false" ? new AnyValue { BoolValue = text == "true" } : new AnyValue { StringValue = text };
    }

    private static void Apply(Act act, RepeatedField<KeyValue> attributes)
    {
        var there = attributes.Find(act.Key);
        if (act.Kind == Kind.Delete)
        {
            if (there is not null)
                attributes.Remove(there);
            return;
        }

        if (act.Kind == (there is null ? Kind.Update : Kind.Insert))
            return;
        if ((act.Value ?? attributes.Find(act.From)?.Value) is not { } value)
            return;
        attributes.Put(act.Key, value.Clone());
    }

    private enum Kind
    {
        Insert,
        Update,
        Upsert,
        Delete,
    }

    private sealed record Act(Kind Kind, string Key, AnyValue? Value, string From);
}

/// <summary>Lists of attributes as maps.</summary>
internal static class AttributeLists
{
    /// <summary>The attribute of that name; null when there is none.</summary>
    public static KeyValue? Find(this RepeatedField<KeyValue> attributes, string key)
    {
        // Called for every item and action: no enumerator, no closure.
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].Key == key)
                return attributes[i];
        }

        return null;
    }

    /// <summary>Sets an attribute where it stands, or behind all others.</summary>
    public static void Put(this RepeatedField<KeyValue> attributes, string key, AnyValue value)
    {
        if (attributes.Find(key) is { } there)
            there.Value = value;
        else
            attributes.Add(new KeyValue { Key = key, Value = value });
    }
}
