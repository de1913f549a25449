using System.Globalization;
using System.Text.RegularExpressions;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Which servers a list shows, and in which order (nova/api/openstack/compute/servers.py, _get_servers).</summary>
internal static class ServerQuery
{
    // Those that servers here have, and those that Nova knows besides.
    private static readonly HashSet<string> Statuses = new(Enum.GetValues<ServerStatus>().Select(ServerStates.TextOf), StringComparer.Ordinal)
    {
        "DELETED", "HARD_REBOOT", "PASSWORD", "REBOOT", "REBUILD", "RESCUE", "REVERT_RESIZE", "SHELVED", "SHELVED_OFFLOADED",
        "SOFT_DELETED", "SUSPENDED", "UNKNOWN",
    };

    /// <summary>The servers that the caller asks for and may see, newest first unless another order is asked for.</summary>
    /// <exception cref="ApiException">400: a filter that is none; 403: all projects asked for without the role.</exception>
    public static IReadOnlyList<Server> Select(Call call, string policy)
    {
        var servers = Scope(call, policy);
        servers = ByStatus(servers, call);
        servers = ByText(servers, call);
        servers = ByTime(servers, call);
        return Sort(servers, call);
    }

    private static IEnumerable<Server> Scope(Call call, string policy)
    {
        var servers = Living(call);
        if (!AllProjects(call))
            return servers.Where(s => s.ProjectId == call.ProjectId);
        if (!call.IsAdmin)
            throw new ApiException(403, $"Policy doesn't allow os_compute_api:servers:{policy}:get_all_tenants to be performed.");
        var project = call.Param("project_id") ?? call.Param("tenant_id");
        return project is null ? servers : servers.Where(s => s.ProjectId == project);
    }

    // Deleted servers are shown to administrators who ask for them, and beside the others to whoever asks what has changed.
    private static IEnumerable<Server> Living(Call call)
    {
        var gone = call.State.Estate.Deleted.Select(d => d.Server with { UpdatedAt = d.At });
        if (call.IsAdmin && (call.Flag("deleted") || call.Params("status").Any(s => s.Equals("DELETED", StringComparison.OrdinalIgnoreCase))))
            return gone;
        var living = call.State.Servers.Values;
        return call.Param("changes-since") is not null && call.Param("deleted") is null ? living.Concat(gone) : living;
    }

    private static bool AllProjects(Call call)
    {
        if (call.Param("all_tenants") is not { } text)
            return false;
        return text.ToLowerInvariant() switch
        {
            "" or "1" or "true" or "t" or "yes" or "y" or "on" => true,
            "0" or "false" or "f" or "no" or "n" or "off" => false,
            _ => throw ApiException.BadRequest($"Invalid input for query parameters all_tenants. Value: {text}. '{text}' is not one of ['0', '1', 'true', 'false']"),
        };
    }

    private static IEnumerable<Server> ByStatus(IEnumerable<Server> servers, Call call)
    {
        var wanted = call.Params("status").Select(s => s.ToUpperInvariant()).ToArray();
        if (wanted.Length == 0)
            return servers;
        var known = wanted.Where(Statuses.Contains).ToArray();
        if (known.Length == 0 && call.From(2, 38))
            throw ApiException.BadRequest("Invalid status value");
        return servers.Where(s => known.Contains(call.State.Servers.ContainsKey(s.Id) ? ServerViews.StatusOf(s) : "DELETED"));
    }

    private static IEnumerable<Server> ByText(IEnumerable<Server> servers, Call call)
    {
        var found = servers;
        void Where(string name, Func<Server, string> value, bool pattern, bool adminOnly = false)
        {
            if (call.Param(name) is not { Length: > 0 } text || (adminOnly && !call.IsAdmin))
                return;
            var regex = pattern ? Pattern(text) : null;
            found = found.Where(s => regex is null ? value(s) == text : regex.IsMatch(value(s)));
        }

        Where("name", s => s.Name, true);
        Where("uuid", s => Doc.Id(s.Id), false);
        Where("flavor", s => s.Flavour.Id, false);
        Where("image", s => s.ImageId is { } id ? Doc.Id(id) : "", false);
        Where("ip", s => string.Join(' ', s.Ports.SelectMany(p => call.State.Ports.GetValueOrDefault(p)?.Addresses ?? [])), true);
        Where("host", s => s.IsPlaced() ? s.Host : "", false, true);
        Where("node", s => s.IsPlaced() ? s.Host : "", false, true);
        Where("user_id", s => s.UserId, false, !call.From(2, 83));
        Where("availability_zone", s => s.Zone, false, !call.From(2, 83));
        Where("vm_state", s => ServerStates.TextOf(s.VmState), false, !call.From(2, 83));
        Where("task_state", s => ServerStates.TextOf(s.TaskState) ?? "", false, !call.From(2, 83));
        Where("power_state", s => Doc.Text((int)s.PowerState), false, !call.From(2, 83));
        Where("instance_name", s => s.DomainName, false, true);
        return found;
    }

    private static Regex Pattern(string text)
    {
        try
        {
            // Patterns come from outside: one that backtracks without end must not hold the service.
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw new ApiException(400, $"Invalid filter: '{text}' is not a regular expression.", cause: e);
        }
    }

    private static IEnumerable<Server> ByTime(IEnumerable<Server> servers, Call call)
    {
        foreach (var (name, keeps) in new (string, Func<DateTimeOffset, DateTimeOffset, bool>)[]
                 {
                     ("changes-since", (changed, limit) => changed >= limit),
                     ("changes-before", (changed, limit) => changed <= limit),
                 })
        {
            if (call.Param(name) is not { } text)
                continue;
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                throw ApiException.BadRequest($"Invalid input for query parameters {name}. Value: {text}. '{text}' is not a 'date-time'");
            servers = servers.Where(s => keeps(s.UpdatedAt, at));
        }

        return servers;
    }

    private static Server[] Sort(IEnumerable<Server> servers, Call call)
    {
        var keys = call.Params("sort_key");
        var directions = call.Params("sort_dir");
        if (keys.Count == 0)
            keys = ["created_at", "id"];
        IOrderedEnumerable<Server>? sorted = null;
        for (var i = 0; i < keys.Count; i++)
        {
            var ascending = directions.Count > 0 && directions[Math.Min(i, directions.Count - 1)] == "asc";
            var key = Key(keys[i]);
            sorted = sorted is null
                ? ascending ? servers.OrderBy(key, StringComparer.Ordinal) : servers.OrderByDescending(key, StringComparer.Ordinal)
                : ascending ? sorted.ThenBy(key, StringComparer.Ordinal) : sorted.ThenByDescending(key, StringComparer.Ordinal);
        }

        // Two servers of one second or one name still have one order, or pages would overlap.
        return [.. sorted!.ThenByDescending(s => s.Number)];
    }

    private static Func<Server, string> Key(string name) => name switch
    {
        "created_at" => s => Doc.Micro(s.CreatedAt),
        "updated_at" => s => Doc.Micro(s.UpdatedAt),
        "id" or "uuid" => s => Doc.Id(s.Id),
        "display_name" or "name" => s => s.Name,
        "host" or "node" => s => s.Host,
        "project_id" => s => s.ProjectId,
        "user_id" => s => s.UserId,
        "vm_state" => s => ServerStates.TextOf(s.VmState),
        "task_state" => s => ServerStates.TextOf(s.TaskState) ?? "",
        "power_state" => s => Doc.Text((int)s.PowerState),
        "availability_zone" => s => s.Zone,
        "instance_type_id" => s => s.Flavour.Id,
        _ => throw ApiException.BadRequest($"Invalid input for query parameters sort_key. Value: {name}. '{name}' is not a column of servers"),
    };
}
