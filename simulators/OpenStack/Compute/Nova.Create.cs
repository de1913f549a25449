using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Identity;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    /// <summary>Creates servers: they are in BUILD for a while, and in ERROR after it where no host would have them.</summary>
    private Answer Create(Call call)
    {
        var body = call.Part("server");
        var name = Text(body, "name");
        var flavour = FlavourOf(call, LastPart(Text(body, "flavorRef")), 400);
        var (least, most) = (Count(body, "min_count", 1), Count(body, "max_count", 0));
        var count = Math.Max(least, most);
        if (call.State.Projects.All(p => p.Id != call.ProjectId))
            throw ApiException.BadRequest("Unable to find a network for the project.");
        ComputeQuotas.Demand(call.State, call.ProjectId, ("instances", count), ("cores", count * flavour.Vcpus), ("ram", count * flavour.MemoryMiB));
        var host = HostFor(call, body["availability_zone"]?.ToString());
        var spec = new ServerSpec(name, call.ProjectId, flavour.Name, host, Volumes: 0)
        {
            ImageId = ImageOf(call, body["imageRef"]?.ToString()),
            Networks = NetworksOf(call, body["networks"]),
        };
        var made = Enumerable.Range(1, count).Select(n => deployment.Cloud.BeginCreate(count == 1 ? spec : spec with { Name = $"{name}-{n}" },
            deployment.Spec.BuildTime, host is null ? "No valid host was found. There are not enough hosts available." : null)).ToArray();
        return Answer.Json(new JsonObject
        {
            ["server"] = new JsonObject
            {
                ["id"] = Doc.Id(made[0].Id),
                ["links"] = ServerViews.Links(call, "servers", Doc.Id(made[0].Id)),
                ["OS-DCF:diskConfig"] = "MANUAL",
                ["security_groups"] = body["security_groups"]?.DeepClone() ?? Doc.List([new JsonObject { ["name"] = "default" }]),
                ["adminPass"] = Catalogue.Number(deployment.Seed, Doc.Id(made[0].Id), "password").ToString("N")[..12],
            },
        }, 202).With("Location", call.Url($"/v2.1/servers/{made[0].Id}"));
    }

    private static string Text(JsonObject body, string field) => body[field]?.ToString() is { Length: > 0 } text
        ? text
        : throw ApiException.BadRequest($"Invalid input for field/attribute server. '{field}' is a required property");

    private static int Count(JsonObject body, string field, int absent) => body[field] is not { } value
        ? absent
        : int.TryParse(value.ToString(), out var count) && count is >= 1 and <= 100
            ? count
            : throw ApiException.BadRequest($"Invalid input for field/attribute {field}. Value: {value}. {value} is not between 1 and 100");

    private static string LastPart(string reference) => reference.Split('/')[^1];

    private static Guid? ImageOf(Call call, string? reference) => string.IsNullOrEmpty(reference)
        ? null
        : Guid.TryParse(LastPart(reference), out var id) && call.State.Images.Any(i => i.Id == id && (i.IsPublic || call.Sees(i.ProjectId)))
            ? id
            : throw ApiException.BadRequest($"Can not find requested image (HTTP 400)");

    // "auto", "none", or a list; a port cannot be brought along.
    private static ImmutableArray<Guid> NetworksOf(Call call, JsonNode? networks) => networks is not JsonArray list
        ? []
        : [.. list.Select(entry => Guid.TryParse(entry?["uuid"]?.ToString(), out var id) && call.State.Networks.Any(n => n.Id == id && call.Sees(n.ProjectId))
            ? id
            : throw ApiException.BadRequest($"Network {entry?["uuid"] ?? entry?["port"]} could not be found."))];

    // The scheduler: hosts that are up, enabled and in the zone, and of those the one with the most room.
    private static string? HostFor(Call call, string? zone)
    {
        var (wantedZone, wantedHost) = zone?.Split(':') switch
        {
            [var z, var host, ..] when call.IsAdmin => (z, host),
            [var z, ..] => (z, null),
            _ => (null, null),
        };
        var fit = call.State.Hosts.Values.Where(h => (wantedZone ?? h.Zone) == h.Zone && (wantedHost ?? h.Name) == h.Name
            && TakesWork(h, call.State)).ToArray();
        if (wantedZone is not null && call.State.Hosts.Values.All(h => h.Zone != wantedZone))
            throw ApiException.BadRequest("The requested availability zone is not available");
        return fit.MinBy(h => h.Domains.Count)?.Name;
    }
}
