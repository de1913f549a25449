using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about flavours (nova/api/openstack/compute/views/flavors.py).</summary>
internal static class FlavourViews
{
    public static JsonObject Basic(Flavour flavour, Call call)
    {
        var document = new JsonObject { ["id"] = flavour.Id, ["name"] = flavour.Name, ["links"] = ServerViews.Links(call, "flavors", flavour.Id) };
        if (call.From(2, 55))
            document["description"] = null;
        return document;
    }

    public static JsonObject Detail(Flavour flavour, Call call)
    {
        var document = new JsonObject
        {
            ["id"] = flavour.Id,
            ["name"] = flavour.Name,
            ["ram"] = flavour.MemoryMiB,
            ["disk"] = flavour.DiskGiB,
            ["swap"] = flavour.SwapMiB == 0 && !call.From(2, 75) ? "" : flavour.SwapMiB,
            ["OS-FLV-EXT-DATA:ephemeral"] = flavour.EphemeralGiB,
            ["OS-FLV-DISABLED:disabled"] = false,
            ["vcpus"] = flavour.Vcpus,
            ["os-flavor-access:is_public"] = true,
            ["rxtx_factor"] = JsonNode.Parse("1.0"),
            ["links"] = ServerViews.Links(call, "flavors", flavour.Id),
        };
        if (call.From(2, 55))
            document["description"] = null;
        if (call.From(2, 61))
            document["extra_specs"] = new JsonObject();
        return document;
    }
}
