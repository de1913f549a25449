using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Identity;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>One request on its way through a service: what was asked, by whom, and the cloud as it was at that moment.</summary>
internal sealed class Call(Ask ask, Token? token, Moment moment, Microversion version, Uri root, string path, ImmutableDictionary<string, string> places)
{
    private JsonObject? _body;

    /// <summary>The same call at another moment: after what it changed.</summary>
    public Call At(Moment later) => new(Ask, Token, later, Version, new Uri(Root), Path, places);

    /// <summary>What was asked.</summary>
    public Ask Ask { get; } = ask;

    /// <summary>The cloud and the time: read once, so that one answer never shows two moments.</summary>
    public Moment Moment { get; } = moment;

    public CloudState State => Moment.State;

    /// <summary>The microversion in force.</summary>
    public Microversion Version { get; } = version;

    /// <summary>Address of the service, without a slash at the end.</summary>
    public string Root { get; } = root.ToString().TrimEnd('/');

    /// <summary>The path within the service's routes.</summary>
    public string Path { get; } = path;

    /// <summary>Who asks. Only routes that need a token may look.</summary>
    public Token Token { get; } = token!;

    /// <summary>True when the token has the role admin.</summary>
    public bool IsAdmin => Token.IsAdmin;

    /// <summary>The project that the token is for; empty for none.</summary>
    public string ProjectId => Token.Project?.Id ?? "";

    /// <summary>Whether the microversion is that or later.</summary>
    public bool From(int major, int minor) => Version >= new Microversion(major, minor);

    /// <summary>What stands in a place of the path.</summary>
    public string Place(string name) => places[name];

    /// <summary>A parameter of the query; null when absent.</summary>
    public string? Param(string name) => Ask.Query.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>All values of a parameter.</summary>
    public IReadOnlyList<string> Params(string name) =>
        Ask.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>A parameter that says yes; what it means when it is absent.</summary>
    public bool Flag(string name, bool absent = false) =>
        Param(name) is { } text ? text.ToLowerInvariant() is "1" or "true" or "yes" or "on" or "t" or "y" or "" : absent;

    /// <summary>Whether the caller may see what belongs to that project.</summary>
    public bool Sees(string projectId) => IsAdmin || projectId == ProjectId;

    /// <summary>The body as an object.</summary>
    /// <exception cref="ApiException">400: it is not one.</exception>
    public JsonObject Body
    {
        get
        {
            try
            {
                return _body ??= JsonNode.Parse(Ask.Body) as JsonObject ?? throw ApiException.BadRequest("Malformed request body");
            }
            catch (JsonException e)
            {
                throw new ApiException(400, "Malformed request body", cause: e);
            }
        }
    }

    /// <summary>The object of that name in the body.</summary>
    /// <exception cref="ApiException">400: there is none.</exception>
    public JsonObject Part(string name) =>
        Body[name] as JsonObject ?? throw ApiException.BadRequest($"Invalid input for field/attribute {name}. '{name}' is a required property");

    /// <summary>An address under the service's root.</summary>
    public string Url(string path) => Root + path;

    /// <summary>The address of the next page: the same query with another marker.</summary>
    public string Next(string path, string marker) => Again(path, KeyValuePair.Create("marker", marker));

    /// <summary>The same query at that path with one parameter set.</summary>
    public string Again(string path, KeyValuePair<string, string> set)
    {
        var query = Ask.Query.Where(p => p.Key != set.Key).Append(KeyValuePair.Create(set.Key, new StringValues(set.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal);
        return QueryHelpers.AddQueryString(Url(path), query);
    }

    /// <summary>A whole number in the query; null when absent.</summary>
    /// <exception cref="ApiException">400: not a number, or negative.</exception>
    public int? Number(string name)
    {
        if (Param(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        throw ApiException.BadRequest(text.StartsWith('-') ? $"{name} must be >= 0" : $"{name} must be an integer");
    }
}
