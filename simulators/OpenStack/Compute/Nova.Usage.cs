using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    /// <summary>A server in a period: how long it was there, and when it ended if it did.</summary>
    private sealed record Spell(Server Server, DateTimeOffset? EndedAt, double Hours);

    private IEnumerable<Route> UsageRoutes() =>
    [
        Admin("GET", "/os-simple-tenant-usage", "os_compute_api:os-simple-tenant-usage:list", call => Usages(call, null)),
        Get("/os-simple-tenant-usage/{project}", call => call.Sees(call.Place("project"))
            ? Usages(call, call.Place("project"))
            : throw Dialect.Refused("os_compute_api:os-simple-tenant-usage:show")),
    ];

    // nova/api/openstack/compute/simple_tenant_usage.py
    private Answer Usages(Call call, string? project)
    {
        var now = call.Moment.Now;
        var (start, stop) = (Time(call, "start", now), Time(call, "end", now));
        var spells = Spells(call, project, start, stop);
        var paged = call.From(2, 40);
        var page = Page<Spell>.Cut(spells, s => Doc.Id(s.Server.Id), paged ? call.Param("marker") : null, paged ? call.Number("limit") : null,
            paged ? deployment.Spec.MaxPage : int.MaxValue, marker => ApiException.BadRequest($"marker [{marker}] not found"));
        var detailed = project is not null || call.Param("detailed") == "1";
        var usages = page.Items.GroupBy(s => s.Server.ProjectId).Select(g => Usage(g.Key, [.. g], start, stop, detailed, now));
        var name = project is null ? "tenant_usages" : "tenant_usage";
        var document = new JsonObject
        {
            [name] = project is null ? Doc.List(usages) : usages.FirstOrDefault() ?? [],
        };
        if (paged && page.Last is { } last)
            document[$"{name}_links"] = Doc.List([Doc.Link("next", call.Next($"/v2.1{call.Path}", last))]);
        return Answer.Json(document);
    }

    private static Spell[] Spells(Call call, string? project, DateTimeOffset start, DateTimeOffset stop)
    {
        var live = call.State.Servers.Values.Select(s => (Server: s, End: (DateTimeOffset?)null));
        var gone = call.State.Estate.Deleted.Select(d => (d.Server, End: (DateTimeOffset?)d.At));
        return
        [
            .. live.Concat(gone)
                .Where(s => (project ?? s.Server.ProjectId) == s.Server.ProjectId && s.Server.CreatedAt <= stop && (s.End is null || s.End >= start))
                .OrderBy(s => s.Server.CreatedAt).ThenBy(s => s.Server.Id)
                .Select(s => new Spell(s.Server, s.End, Hours(s.Server.CreatedAt, s.End, start, stop))),
        ];
    }

    private static double Hours(DateTimeOffset from, DateTimeOffset? to, DateTimeOffset start, DateTimeOffset stop)
    {
        var begin = from > start ? from : start;
        var end = to < stop ? to.Value : stop;
        return end > begin ? (end - begin).TotalHours : 0;
    }

    private static JsonObject Usage(string project, Spell[] spells, DateTimeOffset start, DateTimeOffset stop, bool detailed, DateTimeOffset now)
    {
        var document = new JsonObject
        {
            ["tenant_id"] = project,
            ["start"] = Doc.Micro(start),
            ["stop"] = Doc.Micro(stop),
            ["total_hours"] = spells.Sum(s => s.Hours),
            ["total_local_gb_usage"] = spells.Sum(s => s.Hours * LocalGiB(s.Server)),
            ["total_memory_mb_usage"] = spells.Sum(s => s.Hours * s.Server.Flavour.MemoryMiB),
            ["total_vcpus_usage"] = spells.Sum(s => s.Hours * s.Server.Flavour.Vcpus),
        };
        if (detailed)
            document["server_usages"] = Doc.List(spells.Select(s => Of(s, now)));
        return document;
    }

    private static JsonObject Of(Spell spell, DateTimeOffset now) => new()
    {
        ["instance_id"] = Doc.Id(spell.Server.Id),
        ["name"] = spell.Server.Name,
        ["tenant_id"] = spell.Server.ProjectId,
        ["flavor"] = spell.Server.Flavour.Name,
        ["vcpus"] = spell.Server.Flavour.Vcpus,
        ["memory_mb"] = spell.Server.Flavour.MemoryMiB,
        ["local_gb"] = LocalGiB(spell.Server),
        ["hours"] = spell.Hours,
        ["started_at"] = Doc.Micro(spell.Server.CreatedAt),
        ["ended_at"] = spell.EndedAt is { } end ? Doc.Micro(end) : null,
        ["state"] = spell.EndedAt is null ? ServerStates.TextOf(spell.Server.VmState) : "terminated",
        ["uptime"] = (long)((spell.EndedAt ?? now) - spell.Server.CreatedAt).TotalSeconds,
    };

    private static int LocalGiB(Server server) => server.Flavour.DiskGiB + server.Flavour.EphemeralGiB;

    private static DateTimeOffset Time(Call call, string name, DateTimeOffset absent) => call.Param(name) is not { Length: > 0 } text
        ? absent
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw ApiException.BadRequest("Datetime is in invalid format");
}
