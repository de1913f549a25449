using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about what was done with servers.</summary>
internal static class HistoryViews
{
    public static JsonObject Action(ServerAction action, Call call)
    {
        var document = new JsonObject
        {
            ["action"] = action.Action,
            ["instance_uuid"] = Doc.Id(action.ServerId),
            ["message"] = null,
            ["project_id"] = action.ProjectId,
            ["request_id"] = action.RequestId,
            ["start_time"] = Doc.Micro(action.At),
            ["user_id"] = action.UserId,
        };
        if (call.From(2, 58))
            document["updated_at"] = Doc.Micro(action.At);
        return document;
    }

    public static JsonObject Event(ServerAction action, Call call)
    {
        var document = new JsonObject
        {
            ["event"] = EventOf(action.Action),
            ["start_time"] = Doc.Micro(action.At),
            ["finish_time"] = Doc.Micro(action.At),
            ["result"] = "Success",
        };
        if (call.IsAdmin)
            document["traceback"] = null;
        if (call.From(2, 62) && call.IsAdmin)
            document["host"] = action.Host;
        if (call.From(2, 84))
            document["details"] = null;
        return document;
    }

    // The function that does it, as nova-compute's and the conductor's managers name it (wrap_instance_event).
    private static string EventOf(string action) => action switch
    {
        "create" => "compute__do_build_and_run_instance",
        "delete" => "compute_terminate_instance",
        "live-migration" => "conductor_live_migrate_instance",
        "live_migration_cancel" => "compute_live_migration_abort",
        "live_migration_force_complete" => "compute_live_migration_force_complete",
        "migrate" or "resize" => "conductor_migrate_server",
        "confirmResize" => "compute_confirm_resize",
        "revertResize" => "compute_revert_resize",
        _ => $"compute_{action}_instance",
    };
}
