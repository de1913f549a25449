using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>An HTTP request as it came, without a socket behind it.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Decoded path, from <c>/</c>.</param>
/// <param name="QueryString">With its question mark, or empty.</param>
/// <param name="Headers">By name, whatever the case.</param>
/// <param name="Body">Text of the body; empty for none.</param>
public sealed record Ask(string Method, string Path, string QueryString, IReadOnlyDictionary<string, StringValues> Headers, string Body)
{
    private readonly Dictionary<string, StringValues> _query = QueryHelpers.ParseQuery(QueryString);

    /// <summary>Parameters in the order of the query.</summary>
    internal IReadOnlyDictionary<string, StringValues> Query => _query;

    /// <summary>A header's value, or null.</summary>
    internal string? Header(string name) => HeaderValues(name).FirstOrDefault();

    /// <summary>All values of a header.</summary>
    internal IEnumerable<string> HeaderValues(string name) =>
        Headers.TryGetValue(name, out var values) ? values.OfType<string>() : [];
}
