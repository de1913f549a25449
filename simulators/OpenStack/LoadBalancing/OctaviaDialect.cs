using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.LoadBalancing;

/// <summary>Octavia's errors: the form that its web framework gives them (wsme: faultcode, faultstring, debuginfo).</summary>
internal sealed class OctaviaDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion) => Answer.Json(new JsonObject
    {
        ["faultcode"] = error.Status < 500 ? "Client" : "Server",
        ["faultstring"] = error.Message,
        ["debuginfo"] = null,
    }, error.Status);

    public override ApiException Refused(string policy) => new(403, "Policy does not allow this request to be performed.");
}
