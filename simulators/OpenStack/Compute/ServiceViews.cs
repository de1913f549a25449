using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>A process of Nova's.</summary>
/// <param name="Number">Its number before 2.53.</param>
/// <param name="Binary"><c>nova-compute</c>, <c>nova-conductor</c> or <c>nova-scheduler</c>.</param>
/// <param name="Host">Host name.</param>
/// <param name="Zone">Availability zone; <c>internal</c> for those of the control plane.</param>
internal sealed record NovaService(int Number, string Binary, string Host, string Zone)
{
    public const string ComputeBinary = "nova-compute";

    public static IReadOnlyList<NovaService> All(CloudState state) =>
    [
        .. state.Hosts.Values.Select(h => (Binary: ComputeBinary, Host: h.Name, h.Zone))
            .Concat(state.Estate.Controllers.SelectMany(c => new[] { (Binary: "nova-conductor", Host: c, Zone: "internal"), (Binary: "nova-scheduler", Host: c, Zone: "internal") }))
            .Select((s, n) => new NovaService(n + 1, s.Binary, s.Host, s.Zone)),
    ];

    /// <summary>How it is.</summary>
    public ServiceCondition Condition(CloudState state) => state.Estate.ConditionOf(Binary, Host);

    /// <summary>UUID from 2.53 on.</summary>
    public string Uuid(Seed seed) => Doc.Id(Identities.Uuid(seed, $"service/{Binary}/{Host}", 0));
}

/// <summary>Nova's documents about its processes, zones and host aggregates.</summary>
internal static class ServiceViews
{
    public static JsonObject Service(NovaService service, Call call, Seed seed)
    {
        var condition = service.Condition(call.State);
        var document = new JsonObject
        {
            ["binary"] = service.Binary,
            ["host"] = service.Host,
            ["id"] = call.From(2, 53) ? service.Uuid(seed) : service.Number,
            ["zone"] = service.Zone,
            ["status"] = condition.Enabled ? "enabled" : "disabled",
            ["state"] = condition.Up ? "up" : "down",
            ["updated_at"] = Doc.Micro(condition.Up ? call.Moment.Now : condition.Since),
            ["disabled_reason"] = condition.Reason,
        };
        if (call.From(2, 11))
            document["forced_down"] = false;
        return document;
    }

    /// <summary>A zone is available while a compute host in it is up and enabled.</summary>
    public static JsonObject Zone(string zone, Call call, bool detail)
    {
        var services = NovaService.All(call.State).Where(s => s.Zone == zone).ToArray();
        var available = services.Any(s => s.Condition(call.State) is { Up: true, Enabled: true });
        return new JsonObject
        {
            ["zoneName"] = zone,
            ["zoneState"] = new JsonObject { ["available"] = available },
            ["hosts"] = detail ? Hosts(services, call) : null,
        };
    }

    public static JsonObject Aggregate(string zone, int number, Call call, Seed seed)
    {
        var document = new JsonObject
        {
            ["id"] = number,
            ["name"] = $"hosts-{zone}",
            ["availability_zone"] = zone,
            ["hosts"] = Doc.Words(call.State.Hosts.Values.Where(h => h.Zone == zone).Select(h => h.Name)),
            ["metadata"] = new JsonObject { ["availability_zone"] = zone },
            ["created_at"] = Doc.Micro(call.State.Hosts.Values.Min(h => h.BootedAt)),
            ["updated_at"] = null,
            ["deleted"] = false,
            ["deleted_at"] = null,
        };
        if (call.From(2, 41))
            document["uuid"] = Doc.Id(Identities.Uuid(seed, $"aggregate/{zone}", 0));
        return document;
    }

    private static JsonObject Hosts(IEnumerable<NovaService> services, Call call)
    {
        var hosts = new JsonObject();
        foreach (var service in services)
        {
            if (hosts[service.Host] is not JsonObject on)
                hosts[service.Host] = on = [];
            var condition = service.Condition(call.State);
            on[service.Binary] = new JsonObject { ["available"] = condition.Up, ["active"] = condition.Enabled, ["updated_at"] = Doc.Micro(condition.Up ? call.Moment.Now : condition.Since) };
        }

        return hosts;
    }
}
