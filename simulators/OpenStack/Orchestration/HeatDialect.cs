using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Orchestration;

/// <summary>Heat's errors (heat/api/middleware/fault.py).</summary>
internal sealed class HeatDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion) => Answer.Json(new JsonObject
    {
        ["explanation"] = Explain(error.Status),
        ["code"] = error.Status,
        ["error"] = new JsonObject
        {
            ["message"] = error.Message,
            ["traceback"] = null,
            ["type"] = error.Type.Length > 0 ? error.Type : "HTTP" + Title(error.Status).Replace(" ", "", StringComparison.Ordinal),
        },
        ["title"] = Title(error.Status),
    }, error.Status);

    public override ApiException Refused(string policy) => new(403, "You are not authorized to complete this action.", "Forbidden");

    private static string Explain(int status) => status switch
    {
        400 => "The server could not comply with the request since it is either malformed or otherwise incorrect.",
        403 => "Access was denied to this resource.",
        404 => "The resource could not be found.",
        _ => "The server has either erred or is incapable of performing the requested operation.",
    };
}
