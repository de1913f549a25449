using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>Who may call a route.</summary>
internal enum Access
{
    /// <summary>Anybody, without a token.</summary>
    Open,

    /// <summary>Whoever has a token.</summary>
    Token,

    /// <summary>Whoever has the role admin.</summary>
    Admin,
}

/// <summary>A method and a path with places, <c>/servers/{id}</c>, and what answers it.</summary>
/// <param name="Method">GET, POST, …; HEAD is answered as GET.</param>
/// <param name="Pattern">The path.</param>
/// <param name="Access">Who may.</param>
/// <param name="Policy">Name of the policy that refuses the others, as the service's error tells it.</param>
/// <param name="Handle">Answers.</param>
internal sealed record Route(string Method, string Pattern, Access Access, string Policy, Func<Call, Answer> Handle)
{
    private readonly string[] _segments = Split(Pattern);

    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the path is of this pattern, and what stands in its places.</summary>
    public bool Fits(string[] path, [NotNullWhen(true)] out ImmutableDictionary<string, string>? places)
    {
        places = null;
        if (path.Length != _segments.Length)
            return false;
        var found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Length; i++)
        {
            if (_segments[i].StartsWith('{'))
                found[_segments[i][1..^1]] = path[i];
            else if (_segments[i] != path[i])
                return false;
        }

        places = found.ToImmutable();
        return true;
    }
}
