using System.Collections.Immutable;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>One service's API: its routes and its manners.</summary>
internal abstract class Service(ServiceKind kind, Dialect dialect, Microversions? versions = null)
{
    private ImmutableArray<Route> _routes;

    public ServiceKind Kind { get; } = kind;

    /// <summary>How it words errors.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>Its microversions; null where there are none.</summary>
    public Microversions? Versions { get; } = versions;

    /// <summary>All routes; the first that fits answers.</summary>
    public ImmutableArray<Route> Routes => _routes.IsDefault ? _routes = [.. Define()] : _routes;

    /// <summary>The path without what stands before the routes: a version, a project.</summary>
    /// <exception cref="ApiException">The project in the path is not that of the token.</exception>
    public virtual string Strip(string path, Identity.Token token) => path;

    protected abstract IEnumerable<Route> Define();

    protected static Route Open(string method, string pattern, Func<Call, Answer> handle) => new(method, pattern, Access.Open, "", handle);

    protected static Route Get(string pattern, Func<Call, Answer> handle) => new("GET", pattern, Access.Token, "", handle);

    protected static Route Post(string pattern, Func<Call, Answer> handle) => new("POST", pattern, Access.Token, "", handle);

    protected static Route Put(string pattern, Func<Call, Answer> handle) => new("PUT", pattern, Access.Token, "", handle);

    protected static Route Delete(string pattern, Func<Call, Answer> handle) => new("DELETE", pattern, Access.Token, "", handle);

    protected static Route Admin(string method, string pattern, string policy, Func<Call, Answer> handle) =>
        new(method, pattern, Access.Admin, policy, handle);
}
