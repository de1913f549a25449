using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private static readonly HashSet<string> AdminActions = new(StringComparer.Ordinal) { "migrate", "os-migrateLive", "os-resetState" };

    private Answer Act(Call call)
    {
        var server = ServerOf(call);
        if (call.Body.Count != 1)
            throw ApiException.BadRequest("Malformed request body");
        var (name, detail) = call.Body.First();
        if (AdminActions.Contains(name) && !call.IsAdmin)
            throw Dialect.Refused(name switch
            {
                "migrate" => "os_compute_api:os-migrate-server:migrate",
                "os-migrateLive" => "os_compute_api:os-migrate-server:migrate_live",
                _ => "os_compute_api:os-admin-actions:reset_state",
            });
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
                deployment.Cloud.Resize(server.Id, null, Destination(call, server, detail), deployment.Spec.ResizeTime);
                break;
            case "os-migrateLive":
                deployment.Cloud.Migrate(server.Id, Destination(call, server, detail), deployment.Spec.Migration);
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
        if (type == "SOFT")
            deployment.Cloud.SoftReboot(server.Id);
        else
            deployment.Cloud.Reboot(server.Id);
    }

    private void Resize(Call call, Server server, JsonNode? detail)
    {
        var flavour = FlavourOf(call, LastPart(detail?["flavorRef"]?.ToString() ?? ""), 400);
        ComputeQuotas.Demand(call.State, server.ProjectId, ("cores", flavour.Vcpus - server.Flavour.Vcpus), ("ram", flavour.MemoryMiB - server.Flavour.MemoryMiB));
        deployment.Cloud.Resize(server.Id, flavour.Id, takes: deployment.Spec.ResizeTime);
    }

    // The host that is asked for, or the one with the most room that would have it.
    private static string Destination(Call call, Server server, JsonNode? detail)
    {
        if (detail?["host"]?.ToString() is { } host)
            return call.State.Hosts.ContainsKey(host) ? host : throw ApiException.BadRequest($"Compute host {host} could not be found.");
        return call.State.Hosts.Values.Where(h => h.Name != server.Host && call.State.Estate.ConditionOf(NovaService.ComputeBinary, h.Name) is { Up: true, Enabled: true })
            .MinBy(h => h.Domains.Count)?.Name ?? throw ApiException.BadRequest("No valid host was found. There are not enough hosts available.");
    }

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
