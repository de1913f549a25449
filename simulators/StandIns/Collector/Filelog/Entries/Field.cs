using System.Collections.Immutable;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Entries;

/// <summary>A place in a record: <c>body</c>, <c>body.a.b</c>, <c>attributes.x</c>, <c>attributes["a.b"]</c>, <c>resource["…"]</c>.</summary>
internal sealed class Field
{
    private readonly string _root;
    private readonly ImmutableArray<string> _keys;

    private Field(string text, string root, ImmutableArray<string> keys) => (Text, _root, _keys) = (text, root, keys);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The place of a setting.</summary>
    /// <param name="node">The setting.</param>
    /// <param name="rootable">Whether all attributes or the whole resource may be meant.</param>
    public static Field Read(ConfigNode node, bool rootable = false)
    {
        var text = node.Text();
        var keys = FieldPath.Split(text) ?? throw node.Bad("a field such as attributes.name or attributes[\"a.name\"]");
        if (keys[0] is not ("body" or "attributes" or "resource"))
            throw node.Bad("a field that starts with body, attributes or resource");
        if (!rootable && keys[0] != "body" && keys.Length == 1)
            throw node.Bad($"a field below {keys[0]}");
        return new Field(text, keys[0], keys[1..]);
    }

    /// <summary>An attribute, or all of them.</summary>
    public static Field Attribute(params string[] keys) => new("attributes" + string.Concat(keys.Select(k => $"[\"{k}\"]")), "attributes", [.. keys]);

    /// <summary>The body.</summary>
    public static Field Body { get; } = new("body", "body", []);

    /// <summary>Whether it means all attributes.</summary>
    public bool IsAllAttributes => _root == "attributes" && _keys.IsEmpty;

    /// <summary>The value there.</summary>
    public bool TryGet(Entry entry, out object? value)
    {
        value = Root(entry);
        foreach (var key in _keys)
        {
            if (value is not ValueMap map || !map.TryGet(key, out value))
                return false;
        }

        return _keys.Length > 0 || _root != "body" || value is not null;
    }

    /// <summary>Sets the value there; a map is merged into what is there, maps on the way are made.</summary>
    /// <returns>What was wrong; null when nothing.</returns>
    public string? Set(Entry entry, object? value)
    {
        if (_root == "body" && _keys.IsEmpty)
        {
            entry.Body = value;
            return null;
        }

        if (value is ValueMap many)
        {
            Map(entry, _keys.Length).Merge(many);
            return null;
        }

        if (_keys.IsEmpty)
            return $"cannot set {_root} root";
        Map(entry, _keys.Length - 1).Set(_keys[^1], value);
        return null;
    }

    /// <summary>Takes the value away.</summary>
    public bool Remove(Entry entry, out object? value)
    {
        value = Root(entry);
        if (_keys.IsEmpty)
            return RemoveAll(entry, value);
        for (var i = 0; i < _keys.Length - 1; i++)
        {
            if (value is not ValueMap map || !map.TryGet(_keys[i], out value))
                return false;
        }

        if (value is ValueMap last)
            return last.Remove(_keys[^1], out value);
        return false;
    }

    private bool RemoveAll(Entry entry, object? value)
    {
        if (_root == "body")
            entry.Body = null;
        while (_root != "body" && value is ValueMap { Count: > 0 } map)
            map.Remove(map.Items[^1].Name, out _);
        return value is not null;
    }

    private object? Root(Entry entry) => _root switch
    {
        "body" => entry.Body,
        "attributes" => entry.Attributes,
        _ => entry.Resource,
    };

    private ValueMap Map(Entry entry, int depth)
    {
        if (Root(entry) is not ValueMap map)
            entry.Body = map = new ValueMap();
        for (var i = 0; i < depth; i++)
        {
            if (!map.TryGet(_keys[i], out var next) || next is not ValueMap)
                map.Set(_keys[i], next = new ValueMap());
            map = (ValueMap)next;
        }

        return map;
    }
}
