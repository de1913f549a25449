using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    // Who may only if an administrator, and which policy says so.
    private static readonly Dictionary<string, string> AdminActions = new(StringComparer.Ordinal)
    {
        ["migrate"] = "os_compute_api:os-migrate-server:migrate",
        ["os-migrateLive"] = "os_compute_api:os-migrate-server:migrate_live",
        ["os-resetState"] = "os_compute_api:os-admin-actions:reset_state",
    };

    private Answer Act(Call call)
    {
        var server = ServerOf(call);
        if (call.Body.Count != 1)
            throw ApiException.BadRequest("Malformed request body");
        var (name, detail) = call.Body.First();
        if (AdminActions.TryGetValue(name, out var policy) && !call.IsAdmin)
            throw Dialect.Refused(policy);
        switch (name)
        {
            case "os-start":
                deployment.Cloud.Start(server.Id);
                break;
            case "os-stop":
                deployment.Cloud.Stop(server.Id);
                break;
            case "pause":
                deployment.Cloud.Pause(server.Id);
                break;
            case "unpause":
                deployment.Cloud.Resume(server.Id);
                break;
            case "reboot":
                Reboot(server, detail);
                break;
            case "resize":
                Resize(call, server, detail);
                break;
            case "confirmResize":
                deployment.Cloud.ConfirmResize(server.Id);
                return new Answer(204);
            case "revertResize":
                deployment.Cloud.RevertResize(server.Id);
                break;
            case "migrate":
                Migrate(call, server, detail);
                break;
            case "os-migrateLive":
                MigrateLive(call, server, detail);
                break;
            case "os-resetState":
                deployment.Cloud.ResetState(server.Id, Reset(detail, server));
                break;
            default:
                throw ApiException.BadRequest($"There is no such action: {name}");
        }

        return new Answer(202);
    }

    private void Reboot(Server server, JsonNode? detail)
    {
        var type = detail?["type"]?.ToString().ToUpperInvariant();
        if (type is not ("SOFT" or "HARD"))
            throw ApiException.BadRequest($"Invalid input for field/attribute type. Value: {detail?["type"]}. '{detail?["type"]}' is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']");
        // A guest that does not run cannot be asked; nova-compute then goes on with the hard way.
        if (type == "SOFT" && server is not { VmState: VmState.Active, PowerState: not PowerState.Running })
            deployment.Cloud.SoftReboot(server.Id);
        else
            deployment.Cloud.Reboot(server.Id);
    }

    private void Resize(Call call, Server server, JsonNode? detail)
    {
        var flavour = FlavourOf(call, LastPart(detail?["flavorRef"]?.ToString() ?? ""), 400);
        if (flavour == server.Flavour)
            throw ApiException.BadRequest("When resizing, instances must change flavor!");
        ComputeQuotas.Demand(call.State, server.ProjectId, ("cores", flavour.Vcpus - server.Flavour.Vcpus), ("ram", flavour.MemoryMiB - server.Flavour.MemoryMiB));
        deployment.Cloud.Resize(server.Id, flavour.Id, takes: deployment.Spec.ResizeTime);
    }

    private void Migrate(Call call, Server server, JsonNode? detail)
    {
        var host = call.From(2, 56) ? detail?["host"]?.ToString() : null;
        if (host == server.Host)
            throw ApiException.BadRequest("Cannot migrate to the host where the server exists.");
        deployment.Cloud.Resize(server.Id, null, Destination(call, server, host), deployment.Spec.ResizeTime);
    }

    private void MigrateLive(Call call, Server server, JsonNode? detail)
    {
        var plan = deployment.Spec.Migration;
        if (bool.TryParse(detail?["block_migration"]?.ToString(), out var copies))
            plan = plan with { CopyDisks = copies };
        deployment.Cloud.Migrate(server.Id, Destination(call, server, detail?["host"]?.ToString()), plan);
    }

    // The host that is asked for; else, of the others that take work, the one with the most room.
    private static string Destination(Call call, Server server, string? host)
    {
        if (host is not null)
            return call.State.Hosts.ContainsKey(host) ? host : throw ApiException.BadRequest($"Compute host {host} could not be found.");
        return call.State.Hosts.Values.Where(h => h.Name != server.Host && TakesWork(h, call.State)).MinBy(h => h.Domains.Count)?.Name
            ?? throw ApiException.BadRequest("No valid host was found. There are not enough hosts available.");
    }

    private static bool TakesWork(Host host, CloudState state) => state.Estate.ConditionOf(NovaService.ComputeBinary, host.Name) is { Up: true, Enabled: true };

    private static VmState Reset(JsonNode? detail, Server server) => detail?["state"]?.ToString() switch
    {
        "error" => VmState.Error,
        // What a server is that is not in error, its domain tells.
        "active" => server.PowerState switch
        {
            PowerState.Paused => VmState.Paused,
            PowerState.Shutdown => VmState.Stopped,
            _ => VmState.Active,
        },
        var other => throw ApiException.BadRequest($"Invalid input for field/attribute state. Value: {other}. '{other}' is not one of ['active', 'error']"),
    };
}
