using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> FlavourRoutes() =>
    [
        Get("/flavors", call => Flavours(call, "/flavors", FlavourViews.Basic)),
        Get("/flavors/detail", call => Flavours(call, "/flavors/detail", FlavourViews.Detail)),
        Get("/flavors/{id}", call => Answer.Json(new JsonObject { ["flavor"] = FlavourViews.Detail(FlavourOf(call), call) })),
        Get("/flavors/{id}/os-extra_specs", call =>
        {
            FlavourOf(call);
            return Answer.Json(new JsonObject { ["extra_specs"] = new JsonObject() });
        }),
        Admin("GET", "/flavors/{id}/os-flavor-access", "os_compute_api:os-flavor-access", call =>
            throw ApiException.NotFound("Access list not available for public flavors.")),
    ];

    private Answer Flavours(Call call, string path, Func<Flavour, Call, JsonObject> view)
    {
        var (ram, disk) = (call.Number("minRam") ?? 0, call.Number("minDisk") ?? 0);
        // All of our flavours are public: who asks for the private ones gets none.
        var all = call.IsAdmin && call.Param("is_public")?.ToLowerInvariant() is "false" or "0" or "no"
            ? []
            : call.State.Flavours.Where(f => f.MemoryMiB >= ram && f.DiskGiB >= disk).OrderBy(f => f.Id, StringComparer.Ordinal).ToArray();
        return Paged(call, "flavors", path, all, f => f.Id, f => view(f, call));
    }

    private static Flavour FlavourOf(Call call) => FlavourOf(call, call.Place("id"), 404);

    private static Flavour FlavourOf(Call call, string id, int status) =>
        call.State.Flavours.FirstOrDefault(f => f.Id == id) ?? throw new ApiException(status, $"Flavor {id} could not be found.");
}
