namespace Validation.Simulators.StandIns.Collector.Filelog.Entries;

/// <summary>
/// Named values in the order of their first setting: attributes, a resource, a body that was taken apart. Made for the twenty names
/// a record has: a look-up walks them. Values are text, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, another map,
/// a list of values, or nothing.
/// </summary>
internal sealed class ValueMap
{
    private (string Name, object? Value)[] _items;

    public ValueMap(int capacity = 4) => _items = new (string, object?)[capacity];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All in order.</summary>
    public ReadOnlySpan<(string Name, object? Value)> Items => _items.AsSpan(0, Count);

    /// <summary>Finds one.</summary>
    public bool TryGet(string name, out object? value)
    {
        var at = IndexOf(name);
        value = at < 0 ? null : _items[at].Value;
        return at >= 0;
    }

    /// <summary>Sets one, over an old value.</summary>
    public void Set(string name, object? value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            _items[at].Value = value;
            return;
        }

        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        _items[Count++] = (name, value);
    }

    /// <summary>Takes one away.</summary>
    public bool Remove(string name, out object? value)
    {
        var at = IndexOf(name);
        value = at < 0 ? null : _items[at].Value;
        if (at < 0)
            return false;
        Array.Copy(_items, at + 1, _items, at, Count - at - 1);
        _items[--Count] = default;
        return true;
    }

    /// <summary>Sets all of another.</summary>
    public void Merge(ValueMap other)
    {
        foreach (var (name, value) in other.Items)
            Set(name, value);
    }

    /// <summary>A copy that can be changed without changing this one.</summary>
    public ValueMap Copy()
    {
        var copy = new ValueMap(_items.Length);
        foreach (var (name, value) in Items)
            copy.Set(name, Values.Copy(value));
        return copy;
    }

    private int IndexOf(string name)
    {
        var items = _items;
        for (var i = 0; i < Count; i++)
        {
            if (ReferenceEquals(items[i].Name, name))
                return i;
        }

        for (var i = 0; i < Count; i++)
        {
            if (items[i].Name == name)
                return i;
        }

        return -1;
    }
}
