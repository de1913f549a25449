using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Placement;

/// <summary>Placement's errors: a list of one, with the request's id (placement/util.py, json_error_formatter).</summary>
internal sealed class PlacementDialect(Microversions versions) : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion)
    {
        var document = new JsonObject
        {
            ["status"] = error.Status,
            ["title"] = Title(error.Status),
            ["detail"] = $"{error.Message}\n\n   ",
        };
        if (occasion.Version >= new Microversion(1, 23))
            document["code"] = "placement.undefined_code";
        document["request_id"] = occasion.RequestId;
        if (error.Status == 406 && occasion.Version is null)
        {
            document["max_version"] = $"{versions.Max}";
            document["min_version"] = $"{versions.Min}";
        }

        return Answer.Json(new JsonObject { ["errors"] = Doc.List([document]) }, error.Status);
    }

    public override ApiException Refused(string policy) => new(403, $"Access was denied to this resource.\n\n {policy}");
}
