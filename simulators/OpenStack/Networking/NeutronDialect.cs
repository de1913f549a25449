using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron's errors: the exception's name, its message, and an empty detail (neutron/api/api_common.py).</summary>
internal sealed class NeutronDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion) => Answer.Json(new JsonObject
    {
        ["NeutronError"] = new JsonObject
        {
            ["type"] = error.Type.Length > 0 ? error.Type : TypeOf(error.Status),
            ["message"] = error.Message,
            ["detail"] = "",
        },
    }, error.Status);

    public override ApiException Refused(string policy) => new(403, $"rule:{policy} is disallowed by policy", "PolicyNotAuthorized");

    private static string TypeOf(int status) => "HTTP" + Title(status).Replace(" ", "", StringComparison.Ordinal);
}
