using System.Diagnostics.CodeAnalysis;

namespace Reqnroll;

/// <summary>Named values that live as long as a feature or a scenario.</summary>
public abstract class ReqnrollContext : Dictionary<string, object>
{
    private protected ReqnrollContext()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The error of the step or hook that failed first, else null.</summary>
    public Exception? TestError { get; internal set; }

    /// <summary>Keeps a value under the name of its type.</summary>
    public void Set<T>(T data)
        where T : notnull => this[Key<T>()] = data;

    /// <summary>Keeps a value under a name.</summary>
    public void Set<T>(T data, string key)
        where T : notnull => this[key] = data;

    /// <summary>The value of a type.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T Get<T>() => Get<T>(Key<T>());

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T Get<T>(string key) => (T)this[key];

    /// <summary>The value of a type, if there is one.</summary>
    public bool TryGetValue<T>([MaybeNullWhen(false)] out T value) => TryGetValue(Key<T>(), out value);

    /// <summary>The value of a name, if there is one of that type.</summary>
    public bool TryGetValue<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!base.TryGetValue(key, out var found) || found is not T typed)
            return false;
        value = typed;
        return true;
    }

    private static string Key<T>() => typeof(T).FullName ?? typeof(T).Name;
}
