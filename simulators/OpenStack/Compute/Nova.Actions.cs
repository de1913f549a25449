using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private static readonly HashSet<string> AdminActions = new(StringComparer.Ordinal) { "os-migrateLive", "os-resetState" };

    private Answer Act(Call call)
    {
        var server = ServerOf(call);
        if (call.Body.Count != 1)
            throw ApiException.BadRequest("Malformed request body");
        var (name, detail) = call.Body.First();
        if (AdminActions.Contains(name) && !call.IsAdmin)
            throw Dialect.Refused(name == "os-migrateLive" ? "os_compute_api:os-migrate-server:migrate_live" : "os_compute_api:os-admin-actions:reset_state");
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
            case "confirmResize" or "revertResize":
                // A resize is confirmed as soon as it is done.
                throw new ApiException(409, $"Cannot '{name}' instance {server.Id} while it is in vm_state {ServerViews.Word(server.VmState)}");
            case "os-migrateLive":
                Migrate(call, server, detail);
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
        if (type == "SOFT" && server.VmState != VmState.Active)
            throw new ApiException(409, $"Cannot 'reboot' instance {server.Id} while it is in vm_state {ServerViews.Word(server.VmState)}");
        deployment.Cloud.Reboot(server.Id);
    }

    private void Resize(Call call, Server server, JsonNode? detail)
    {
        var flavour = FlavourOf(call, LastPart(detail?["flavorRef"]?.ToString() ?? ""), 400);
        if (flavour == server.Flavour)
            throw ApiException.BadRequest("When resizing, instances must change flavor!");
        ComputeQuotas.Demand(call.State, server.ProjectId, ("cores", flavour.Vcpus - server.Flavour.Vcpus), ("ram", flavour.MemoryMiB - server.Flavour.MemoryMiB));
        deployment.Cloud.Resize(server.Id, flavour.Id);
    }

    private void Migrate(Call call, Server server, JsonNode? detail)
    {
        var host = detail?["host"]?.ToString();
        if (host is not null && !call.State.Hosts.ContainsKey(host))
            throw ApiException.BadRequest($"Compute host {host} could not be found.");
        if (host == server.Host)
            throw ApiException.BadRequest($"Unable to migrate instance ({server.Id}) to current host ({host}).");
        if (call.State.Hosts.Count < 2)
            throw ApiException.BadRequest("No valid host was found. There are not enough hosts available.");
        deployment.Cloud.BeginMigration(server.Id, host);
        deployment.Moves.Finish(server.Id);
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
