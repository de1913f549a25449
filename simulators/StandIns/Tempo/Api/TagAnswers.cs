using Validation.Simulators.StandIns.Tempo.Search;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>Names of attributes and their values.</summary>
internal sealed class TagAnswers(Tags tags)
{
    /// <summary>Names without scopes.</summary>
    public ApiAnswer NamesFirst(QueryParameters parameters)
    {
        var scopes = tags.Names(parameters.Text("scope") ?? "", parameters.Range());
        var names = scopes.Where(s => s.Scope != "intrinsic" || parameters.Text("scope") == "intrinsic").SelectMany(s => s.Names);
        return List("tagNames", [.. names.Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Names by scope.</summary>
    public ApiAnswer NamesSecond(QueryParameters parameters)
    {
        var scopes = tags.Names(parameters.Text("scope") ?? "", parameters.Range());
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("scopes");
            foreach (var (scope, names) in scopes)
            {
                json.WriteStartObject();
                json.WriteString("name", scope);
                json.WriteStartArray("tags");
                foreach (var name in names)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("metrics");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Values as texts.</summary>
    public ApiAnswer ValuesFirst(string name, QueryParameters parameters) => List("tagValues", tags.Values(name, parameters.Range()));

    /// <summary>Values with their types.</summary>
    public ApiAnswer ValuesSecond(string name, QueryParameters parameters)
    {
        var query = QueryOrNull(parameters.Text("q"));
        var values = tags.Values(FieldOf(name), query, parameters.Range());
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("tagValues");
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("type", Type(value.Type));
                json.WriteString("value", value.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("metrics");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static ApiAnswer List(string name, IReadOnlyCollection<string> values) => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteStartObject("metrics");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // A query that is none filters nothing: so it is in Tempo, where an editor asks while its user still types.
    private static TraceQuery? QueryOrNull(string? text)
    {
        try
        {
            return text is null ? null : Parser.Parse(text);
        }
        catch (TraceQlException)
        {
            return null;
        }
    }

    private static Field FieldOf(string name)
    {
        try
        {
            return Parser.ParseField(name);
        }
        catch (TraceQlException e)
        {
            throw new BadQueryException($"tag name is not valid intrinsic or scoped attribute: {e.Message}");
        }
    }

    private static string Type(TraceType type) => type switch
    {
        TraceType.Whole => "int",
        TraceType.Real => "float",
        TraceType.Flag => "bool",
        TraceType.Status or TraceType.Kind => "keyword",
        _ => "string",
    };
}
