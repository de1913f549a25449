using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Placement;

/// <summary>Placement 1.0 to 1.39: a resource provider for each compute host, and who has what of it.</summary>
internal sealed class PlacementApi() : Service(ServiceKind.Placement, new PlacementDialect(Range), Range)
{
    private static readonly string[] Classes = ["VCPU", "MEMORY_MB", "DISK_GB"];

    private static readonly string[] Kinds = ["inventories", "usages"];

    private static readonly string[] Traits = ["COMPUTE_NODE", "COMPUTE_NET_ATTACH_INTERFACE", "COMPUTE_VOLUME_ATTACH", "HW_CPU_X86_VMX", "HW_CPU_X86_AVX2"];

    private static readonly Microversions Range = new("placement", new Microversion(1, 0), new Microversion(1, 39))
    {
        OutOfRange = version => $"Unacceptable version header: {version}",
    };

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", _ => Answer.Json(new JsonObject
        {
            ["versions"] = Doc.List([new JsonObject
            {
                ["id"] = $"v{Range.Min}", ["max_version"] = $"{Range.Max}", ["min_version"] = $"{Range.Min}", ["status"] = "CURRENT",
                ["links"] = Doc.List([Doc.Link("self", "")]),
            }]),
        })),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        For("/resource_providers", "resource_providers:list", Providers),
        For("/resource_providers/{id}", "resource_providers:show", call => Answer.Json(Provider(HostOf(call), call))),
        For("/resource_providers/{id}/inventories", "resource_providers:inventories:list", call => Answer.Json(new JsonObject
        {
            ["inventories"] = Allocation.Inventories(HostOf(call)), ["resource_provider_generation"] = Generation(call.State),
        })),
        For("/resource_providers/{id}/inventories/{class}", "resource_providers:inventories:show", Inventory),
        For("/resource_providers/{id}/usages", "resource_providers:usages", call => Answer.Json(new JsonObject
        {
            ["usages"] = Allocation.Sum(On(HostOf(call), call.State)), ["resource_provider_generation"] = Generation(call.State),
        })),
        For("/resource_providers/{id}/allocations", "resource_providers:allocations:list", call => Answer.Json(new JsonObject
        {
            ["allocations"] = new JsonObject(On(HostOf(call), call.State).Select(a =>
                KeyValuePair.Create(Doc.Id(a.Consumer), (JsonNode?)new JsonObject { ["resources"] = a.Resources }))),
            ["resource_provider_generation"] = Generation(call.State),
        })),
        For("/resource_providers/{id}/traits", "resource_providers:traits:list", call => Answer.Json(new JsonObject
        {
            ["traits"] = HostOf(call) is not null ? Doc.Words(Traits) : [], ["resource_provider_generation"] = Generation(call.State),
        })),
        For("/resource_providers/{id}/aggregates", "resource_providers:aggregates:list", call => Answer.Json(new JsonObject
        {
            ["aggregates"] = HostOf(call) is not null ? new JsonArray() : null, ["resource_provider_generation"] = Generation(call.State),
        })),
        For("/allocations/{consumer}", "allocations:list", OfConsumer),
        For("/usages", "usages", OfProject),
        For("/resource_classes", "resource_classes:list", _ => Answer.Json(new JsonObject
        {
            ["resource_classes"] = Doc.List(Classes.Select(c => new JsonObject { ["name"] = c, ["links"] = Doc.List([Doc.Link("self", $"/resource_classes/{c}")]) })),
        })),
        For("/traits", "traits:list", _ => Answer.Json(new JsonObject { ["traits"] = Doc.Words(Traits) })),
    ];

    private static Route For(string pattern, string policy, Func<Call, Answer> handle) => Admin("GET", pattern, $"placement:{policy}", handle);

    // Every change of the cloud is a new generation: a number that grows, which is all that clients rely on.
    private static long Generation(CloudState state) => state.Version;

    private static IEnumerable<Allocation> On(Host host, CloudState state) => Allocation.All(state).Where(a => a.Host == host.Name);

    private static Answer Providers(Call call)
    {
        var (name, uuid) = (call.Param("name"), call.Param("uuid"));
        return Answer.Json(new JsonObject
        {
            ["resource_providers"] = Doc.List(call.State.Hosts.Values
                .Where(h => (name ?? h.Name) == h.Name && (uuid ?? Doc.Id(h.Uuid)) == Doc.Id(h.Uuid)).Select(h => Provider(h, call))),
        });
    }

    private static JsonObject Provider(Host host, Call call)
    {
        var id = Doc.Id(host.Uuid);
        var kinds = Kinds
            .Concat(call.From(1, 1) ? ["aggregates"] : []).Concat(call.From(1, 6) ? ["traits"] : []).Concat(call.From(1, 11) ? ["allocations"] : []);
        var document = new JsonObject
        {
            ["uuid"] = id,
            ["name"] = host.Name,
            ["generation"] = Generation(call.State),
            ["links"] = Doc.List(kinds.Select(k => Doc.Link(k, $"/resource_providers/{id}/{k}")).Prepend(Doc.Link("self", $"/resource_providers/{id}"))),
        };
        if (call.From(1, 14))
            (document["parent_provider_uuid"], document["root_provider_uuid"]) = (null, id);
        return document;
    }

    private static Answer Inventory(Call call)
    {
        var document = Allocation.Inventories(HostOf(call))[call.Place("class")]?.DeepClone().AsObject()
            ?? throw ApiException.NotFound($"No inventory of class {call.Place("class")} for {call.Place("id")}");
        document["resource_provider_generation"] = Generation(call.State);
        return Answer.Json(document);
    }

    private static Answer OfConsumer(Call call)
    {
        var found = Allocation.All(call.State).Where(a => Doc.Id(a.Consumer) == call.Place("consumer")).ToArray();
        var document = new JsonObject
        {
            ["allocations"] = new JsonObject(found.Select(a => KeyValuePair.Create(Doc.Id(call.State.Host(a.Host).Uuid),
                (JsonNode?)new JsonObject { ["generation"] = Generation(call.State), ["resources"] = a.Resources }))),
        };
        if (found is [var first, ..] && call.From(1, 12))
        {
            (document["project_id"], document["user_id"]) = (first.Server.ProjectId, first.Server.UserId);
            if (call.From(1, 28))
                document["consumer_generation"] = 1;
            if (call.From(1, 38))
                document["consumer_type"] = first.ConsumerType;
        }

        return Answer.Json(document);
    }

    private static Answer OfProject(Call call)
    {
        if (!call.From(1, 9))
            throw ApiException.NotFound("The resource could not be found.");
        var project = call.Param("project_id") ?? throw ApiException.BadRequest("Invalid query string parameters: 'project_id' is a required property");
        var found = Allocation.All(call.State).Where(a => a.Server.ProjectId == project).ToArray();
        if (!call.From(1, 38))
            return Answer.Json(new JsonObject { ["usages"] = Allocation.Sum(found) });
        return Answer.Json(new JsonObject
        {
            ["usages"] = new JsonObject(found.GroupBy(a => a.ConsumerType).Select(group =>
            {
                var sum = Allocation.Sum(group);
                sum["consumer_count"] = group.Select(a => a.Consumer).Distinct().Count();
                return KeyValuePair.Create(group.Key, (JsonNode?)sum);
            })),
        });
    }

    private static Host HostOf(Call call) => call.State.Hosts.Values.FirstOrDefault(h => Doc.Id(h.Uuid) == call.Place("id"))
        ?? throw ApiException.NotFound($"No resource provider with uuid {call.Place("id")} found");
}
