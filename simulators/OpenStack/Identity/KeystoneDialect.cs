using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>Keystone's errors: <c>{"error": {"code", "message", "title"}}</c> (keystone/server/flask/application.py).</summary>
internal sealed class KeystoneDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion) => Answer.Json(new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["title"] = Title(error.Status) },
    }, error.Status);

    public override ApiException Refused(string policy) => new(403, $"You are not authorized to perform the requested action: {policy}.");

    public override ApiException NoSuchPath(string path) =>
        ApiException.NotFound("The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.");

    // Keystone itself names its versioned address; the others name the root.
    public override Answer Unauthorized(string identityUrl) =>
        Error(new ApiException(401, "The request you have made requires authentication."), default).With("WWW-Authenticate", $"Keystone uri=\"{identityUrl}/v3\"");
}
