namespace Reqnroll.BoDi;

/// <summary>
/// Makes what bindings ask for in their constructors: one instance of each type per container, and whatever is registered in a
/// container is seen in those inside it (run, feature, scenario).
/// </summary>
public interface IObjectContainer
{
    /// <summary>Registers an instance. It is disposed with the container only when asked.</summary>
    void RegisterInstanceAs<TInterface>(TInterface instance, string? name = null, bool dispose = false)
        where TInterface : class;

    /// <summary>Registers the type that is made where another is asked for.</summary>
    void RegisterTypeAs<TType, TInterface>(string? name = null)
        where TType : class, TInterface;

    /// <summary>Registers a function that makes the instance when it is first asked for.</summary>
    void RegisterFactoryAs<TInterface>(Func<IObjectContainer, TInterface> factory, string? name = null)
        where TInterface : class;

    /// <summary>True when something is registered here or in a container around this one.</summary>
    bool IsRegistered<T>(string? name = null);

    /// <summary>The instance of a type, made when it is first asked for.</summary>
    /// <exception cref="ObjectContainerException">It cannot be made.</exception>
    T Resolve<T>(string? name = null);

    /// <summary>The instance of a type, made when it is first asked for.</summary>
    /// <exception cref="ObjectContainerException">It cannot be made.</exception>
    object Resolve(Type type, string? name = null);
}

/// <summary>An instance cannot be made.</summary>
/// <param name="message">One sentence: what, and the way that led there.</param>
public sealed class ObjectContainerException(string message) : Exception(message);
