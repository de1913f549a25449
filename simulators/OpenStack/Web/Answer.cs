using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>An HTTP answer before it is written.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Text of the body; empty for none.</param>
/// <param name="ContentType">Media type as the service sends it.</param>
public sealed record Answer(int Status, string Body = "", string ContentType = "application/json")
{
    /// <summary>Headers beside the content's type and length.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>An answer with a JSON document.</summary>
    public static Answer Json(JsonNode document, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new Answer(status, document.ToJsonString(Doc.Options));
    }

    /// <summary>The same with one more header.</summary>
    public Answer With(string header, string value) => this with { Headers = Headers.Add(KeyValuePair.Create(header, value)) };
}
