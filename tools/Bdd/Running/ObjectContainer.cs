using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Reqnroll.BoDi;

namespace Validation.Bdd.Running;

/// <summary>The container of a run, a feature or a scenario. Thread-safe: scenarios of one feature run at the same time.</summary>
internal sealed class ObjectContainer(ObjectContainer? outer = null) : IObjectContainer, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Type, string?), Func<ImmutableArray<Type>, object>> _makers = [];
    private readonly Dictionary<(Type, string?), object> _instances = [];
    private readonly Stack<object> _owned = [];

    public void RegisterInstanceAs<TInterface>(TInterface instance, string? name = null, bool dispose = false)
        where TInterface : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        lock (_gate)
        {
            _makers[(typeof(TInterface), name)] = _ => instance;
            _instances[(typeof(TInterface), name)] = instance;
            if (dispose)
                _owned.Push(instance);
        }
    }

    public void RegisterTypeAs<TType, TInterface>(string? name = null)
        where TType : class, TInterface => Register(typeof(TInterface), name, path => Make(typeof(TType), path));

    public void RegisterFactoryAs<TInterface>(Func<IObjectContainer, TInterface> factory, string? name = null)
        where TInterface : class => Register(typeof(TInterface), name, _ => Own(factory(this)));

    public bool IsRegistered<T>(string? name = null) => Holder((typeof(T), name)) is not null;

    public T Resolve<T>(string? name = null) => (T)Resolve(typeof(T), name);

    public object Resolve(Type type, string? name = null) => Resolve(type, name, []);

    /// <summary>Disposes what it made, the last first; all of it, even when one fails.</summary>
    public async ValueTask DisposeAsync()
    {
        var errors = new List<Exception>();
        while (TryPop(out var instance))
        {
            try
            {
                if (instance is IAsyncDisposable later)
                    await later.DisposeAsync();
                else
                    ((IDisposable)instance).Dispose();
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }

        if (errors.Count > 0)
            throw new AggregateException("What the bindings used could not be disposed.", errors);
    }

    private bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? instance)
    {
        lock (_gate)
        {
            return _owned.TryPop(out instance);
        }
    }

    private void Register(Type type, string? name, Func<ImmutableArray<Type>, object> maker)
    {
        lock (_gate)
        {
            _makers[(type, name)] = maker;
            _instances.Remove((type, name));
        }
    }

    private object Resolve(Type type, string? name, ImmutableArray<Type> path)
    {
        if (type == typeof(IObjectContainer))
            return this;
        var key = (type, name);
        var holder = Holder(key) ?? this;
        lock (holder._gate)
        {
            if (holder._instances.TryGetValue(key, out var instance))
                return instance;
            if (path.Contains(type))
                throw Cannot(type, "it needs itself", path);
            instance = holder._makers.TryGetValue(key, out var maker) ? maker(path.Add(type)) : Make(type, path.Add(type));
            holder._instances[key] = instance;
            return instance;
        }
    }

    /// <summary>The container that has a registration. What was made without one belongs to the container that was asked.</summary>
    private ObjectContainer? Holder((Type, string?) key)
    {
        lock (_gate)
        {
            if (_makers.ContainsKey(key))
                return this;
        }

        return outer?.Holder(key);
    }

    private object Make(Type type, ImmutableArray<Type> path)
    {
        if (type.IsAbstract || type.IsPrimitive || type == typeof(string))
            throw Cannot(type, "nothing is registered for it", path);
        // The first public constructor, as the documentation of the binding surface says.
        var constructor = type.GetConstructors().FirstOrDefault() ?? throw Cannot(type, "it has no public constructor", path);
        var arguments = constructor.GetParameters().Select(p => Resolve(p.ParameterType, null, path)).ToArray();
        return Own(Create(constructor, arguments));
    }

    [StackTraceHidden]
    private static object Create(ConstructorInfo constructor, object[] arguments) =>
        constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private object Own(object instance)
    {
        if (instance is IAsyncDisposable or IDisposable)
        {
            lock (_gate)
            {
                _owned.Push(instance);
            }
        }

        return instance;
    }

    private static ObjectContainerException Cannot(Type type, string why, ImmutableArray<Type> path) =>
        new($"{type.FullName} cannot be made: {why}{(path.Length > 1 ? $" (wanted by {string.Join(", for ", path.Reverse().Skip(1).Select(t => t.Name))})" : "")}.");
}
