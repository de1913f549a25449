using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>The request that an error belongs to, as far as errors tell it.</summary>
/// <param name="RequestId"><c>req-…</c>.</param>
/// <param name="Version">The microversion in force; null when it was not found out.</param>
internal readonly record struct Occasion(string RequestId, Microversion? Version);

/// <summary>How a service words and wraps its errors.</summary>
internal abstract class Dialect
{
    /// <summary>The error's answer.</summary>
    public abstract Answer Error(ApiException error, Occasion occasion);

    /// <summary>What it says when a policy refuses.</summary>
    public abstract ApiException Refused(string policy);

    /// <summary>What it says when nothing is at a path.</summary>
    public virtual ApiException NoSuchPath(string path) => ApiException.NotFound("The resource could not be found.");

    /// <summary>
    /// No token, or one that is not valid any more. All services but Keystone leave this to keystonemiddleware, which answers
    /// in Keystone's form and names the place where tokens are to be had (keystonemiddleware/auth_token/__init__.py).
    /// </summary>
    public virtual Answer Unauthorized(string identityUrl) =>
        Answer.Json(new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = 401,
                ["title"] = "Unauthorized",
                ["message"] = "The request you have made requires authentication.",
            },
        }, 401).With("WWW-Authenticate", $"Keystone uri=\"{identityUrl}\"");

    /// <summary>Words of a status, as HTTP has them.</summary>
    protected static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
