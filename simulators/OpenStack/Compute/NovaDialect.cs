using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Errors of Nova and Cinder: the fault's name around code and message (nova/api/openstack/wsgi.py, class Fault).</summary>
internal sealed class NovaDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion) => Answer.Json(new JsonObject
    {
        [Name(error.Status)] = new JsonObject { ["code"] = error.Status, ["message"] = error.Message },
    }, error.Status);

    public override ApiException Refused(string policy) => new(403, $"Policy doesn't allow {policy} to be performed.");

    private static string Name(int status) => status switch
    {
        400 => "badRequest",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "itemNotFound",
        405 => "badMethod",
        409 => "conflictingRequest",
        413 or 429 => "overLimit",
        415 => "badMediaType",
        501 => "notImplemented",
        503 => "serviceUnavailable",
        _ => "computeFault",
    };
}
