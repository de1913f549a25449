using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron's agents under OVN: a controller on each compute host and gateway, and the metadata agent beside it.</summary>
internal static class Agents
{
    public const string Controller = "ovn-controller";

    public const string Metadata = "neutron-ovn-metadata-agent";

    public static IEnumerable<JsonObject> All(Moment moment, Seed seed)
    {
        var state = moment.State;
        foreach (var host in state.Hosts.Values)
        {
            yield return Agent(moment, seed, host.Name, Controller, "OVN Controller agent", host.Zone, host.BootedAt);
            yield return Agent(moment, seed, host.Name, Metadata, "OVN Metadata agent", host.Zone, host.BootedAt);
        }

        foreach (var controller in state.Estate.Controllers)
            yield return Agent(moment, seed, controller, Controller, "OVN Controller Gateway agent", "", moment.Now.AddDays(-40));
    }

    private static JsonObject Agent(Moment moment, Seed seed, string host, string binary, string type, string zone, DateTimeOffset started)
    {
        var condition = moment.State.Estate.ConditionOf(binary, host);
        return new JsonObject
        {
            ["id"] = Doc.Id(Identities.Uuid(seed, $"agent/{binary}/{host}", 0)),
            ["agent_type"] = type,
            ["binary"] = binary,
            ["topic"] = "n/a",
            ["host"] = host,
            ["admin_state_up"] = condition.Enabled,
            ["alive"] = condition.Up,
            ["created_at"] = Time(started),
            ["started_at"] = Time(started),
            ["heartbeat_timestamp"] = Time(condition.Up ? moment.Now : condition.Since),
            ["description"] = condition.Reason ?? "",
            ["resources_synced"] = null,
            ["availability_zone"] = zone,
            ["configurations"] = new JsonObject { ["chassis_name"] = host, ["bridge-mappings"] = "physnet1:br-ex" },
        };
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
