using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about servers (nova/api/openstack/compute/views/servers.py).</summary>
internal static class ServerViews
{
    /// <summary>Id, name and links.</summary>
    public static JsonObject Basic(Server server, Call call) => new()
    {
        ["id"] = Doc.Id(server.Id),
        ["name"] = server.Name,
        ["links"] = Links(call, "servers", Doc.Id(server.Id)),
    };

    /// <summary>Everything that the microversion and the caller's role show.</summary>
    /// <param name="server">Which.</param>
    /// <param name="call">Who asks, for which microversion.</param>
    /// <param name="alone">True when it is shown by itself: some fields are not in lists.</param>
    public static JsonObject Detail(Server server, Call call, bool alone)
    {
        var status = StatusOf(server);
        var document = new JsonObject
        {
            ["id"] = Doc.Id(server.Id),
            ["name"] = server.Name,
            ["status"] = status,
            ["tenant_id"] = server.ProjectId,
            ["user_id"] = server.UserId,
            ["metadata"] = new JsonObject(),
            ["hostId"] = server.IsPlaced() ? HostId(server) : "",
            ["image"] = Image(server, call),
            ["flavor"] = Flavour(server.Flavour, call),
            ["created"] = Doc.Iso(server.CreatedAt),
            ["updated"] = Doc.Iso(server.UpdatedAt),
            ["addresses"] = Addresses(server, call.State),
            ["accessIPv4"] = "",
            ["accessIPv6"] = "",
            ["links"] = Links(call, "servers", Doc.Id(server.Id)),
            ["OS-DCF:diskConfig"] = "MANUAL",
        };
        if (status == "ERROR" && server.Fault is { } fault)
            document["fault"] = new JsonObject { ["code"] = fault.Code, ["created"] = Doc.Iso(fault.At), ["message"] = fault.Message };
        if (status is "ACTIVE" or "BUILD" or "REBUILD" or "RESIZE" or "VERIFY_RESIZE" or "MIGRATING")
            document["progress"] = Progress(server, call.Moment);
        document["OS-EXT-AZ:availability_zone"] = server.Zone;
        document["config_drive"] = "True";
        document["key_name"] = null;
        document["OS-SRV-USG:launched_at"] = server.WasLaunched ? Doc.Micro(server.CreatedAt) : null;
        document["OS-SRV-USG:terminated_at"] = null;
        AddAttributes(document, server, call);
        document["OS-EXT-STS:task_state"] = ServerStates.TextOf(server.TaskState);
        document["OS-EXT-STS:vm_state"] = ServerStates.TextOf(server.VmState);
        document["OS-EXT-STS:power_state"] = (int)server.PowerState;
        document["os-extended-volumes:volumes_attached"] = Volumes(server, call);
        document["security_groups"] = Doc.List(server.Ports.Select(_ => new JsonObject { ["name"] = "default" }));
        AddLater(document, server, call, alone);
        if (!call.State.Servers.ContainsKey(server.Id))
            Bury(document, call.State.Estate.Deleted.Last(d => d.Server.Id == server.Id));
        return document;
    }

    public static string StatusOf(Server server) => ServerStates.TextOf(server.Status);

    /// <summary>
    /// Stands for the host without telling it: the same for all servers of a project on a host. Nova takes SHA-224
    /// (nova/utils.py, generate_hostid), which .NET lacks; this is as long, and only equality means something.
    /// </summary>
    public static string HostId(Server server) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server.ProjectId + server.Host)))[..56];

    public static JsonArray Links(Call call, string collection, string id) => Doc.List(
    [
        Doc.Link("self", call.Url($"/v2.1/{collection}/{id}")),
        Doc.Link("bookmark", call.Url($"/{collection}/{id}")),
    ]);

    // What of the memory is through in a live migration, as nova-compute writes it down (nova/virt/libvirt/driver.py).
    private static int Progress(Server server, Moment moment) =>
        server.TaskState == TaskState.Migrating && moment.State.MigrationOf(server.Id)?.ReportAt(moment.Now) is { Memory: { Total: > 0 } memory }
            ? 100 - (int)Math.Round(memory.Remaining * 100.0 / memory.Total, MidpointRounding.ToEven)
            : 0;

    private static void Bury(JsonObject document, DeletedServer gone)
    {
        document["status"] = "DELETED";
        document["updated"] = Doc.Iso(gone.At);
        document["OS-SRV-USG:terminated_at"] = Doc.Micro(gone.At);
        document["OS-EXT-STS:vm_state"] = "deleted";
        document["OS-EXT-STS:task_state"] = null;
        document["OS-EXT-STS:power_state"] = 0;
    }

    // From 2.3 on an administrator sees how Nova manages the server; from 2.90 on everybody sees its host name.
    private static void AddAttributes(JsonObject document, Server server, Call call)
    {
        if (!call.IsAdmin)
            return;
        document["OS-EXT-SRV-ATTR:host"] = server.IsPlaced() ? server.Host : null;
        document["OS-EXT-SRV-ATTR:instance_name"] = server.DomainName;
        document["OS-EXT-SRV-ATTR:hypervisor_hostname"] = server.IsPlaced() ? server.Host : null;
        if (!call.From(2, 3))
            return;
        document["OS-EXT-SRV-ATTR:hostname"] = HostName(server);
        document["OS-EXT-SRV-ATTR:kernel_id"] = "";
        document["OS-EXT-SRV-ATTR:launch_index"] = 0;
        document["OS-EXT-SRV-ATTR:ramdisk_id"] = "";
        document["OS-EXT-SRV-ATTR:reservation_id"] = "r-" + Doc.Id(server.Id)[..8];
        document["OS-EXT-SRV-ATTR:root_device_name"] = "/dev/vda";
        document["OS-EXT-SRV-ATTR:user_data"] = null;
    }

    private static void AddLater(JsonObject document, Server server, Call call, bool alone)
    {
        if (call.From(2, 9))
            document["locked"] = false;
        if (call.From(2, 16) && call.IsAdmin)
            document["host_status"] = server.IsPlaced() ? HostStatus(server, call.State) : "";
        if (call.From(2, 19))
            document["description"] = null;
        if (call.From(2, 26))
            document["tags"] = new JsonArray();
        if (call.From(2, 63))
            document["trusted_image_certificates"] = null;
        if (call.From(2, 71) && alone)
            document["server_groups"] = new JsonArray();
        if (call.From(2, 73))
            document["locked_reason"] = null;
        if (call.From(2, 90) && !call.IsAdmin)
            document["OS-EXT-SRV-ATTR:hostname"] = HostName(server);
        if (call.From(2, 96))
            document["pinned_availability_zone"] = null;
        if (call.From(2, 100))
            document["scheduler_hints"] = new JsonObject();
    }

    private static string HostStatus(Server server, CloudState state) => state.Estate.ConditionOf(NovaService.ComputeBinary, server.Host) switch
    {
        { Enabled: false } => "MAINTENANCE",
        { Up: false } => "DOWN",
        _ => "UP",
    };

    private static JsonNode Image(Server server, Call call)
    {
        if (server.ImageId is not { } id)
            return "";
        var image = new JsonObject { ["id"] = Doc.Id(id), ["links"] = Doc.List([Doc.Link("bookmark", call.Url($"/images/{id}"))]) };
        if (call.From(2, 98))
            image["properties"] = new JsonObject();
        return image;
    }

    // From 2.47 on a server tells what its flavour was, not which.
    private static JsonObject Flavour(Flavour flavour, Call call)
    {
        if (!call.From(2, 47))
            return new JsonObject { ["id"] = flavour.Id, ["links"] = Doc.List([Doc.Link("bookmark", call.Url($"/flavors/{flavour.Id}"))]) };
        return new JsonObject
        {
            ["vcpus"] = flavour.Vcpus,
            ["ram"] = flavour.MemoryMiB,
            ["disk"] = flavour.DiskGiB,
            ["ephemeral"] = flavour.EphemeralGiB,
            ["swap"] = flavour.SwapMiB,
            ["original_name"] = flavour.Name,
            ["extra_specs"] = new JsonObject(),
        };
    }

    public static JsonObject Addresses(Server server, CloudState state)
    {
        var networks = new JsonObject();
        // The ports of a server that is gone are gone too.
        foreach (var port in server.Ports.Select(id => state.Ports.GetValueOrDefault(id)).OfType<Port>())
        {
            var name = state.Networks.First(n => n.Id == port.NetworkId).Name;
            if (networks[name] is not JsonArray addresses)
                networks[name] = addresses = [];
            foreach (var address in port.Addresses)
            {
                addresses.Add(new JsonObject
                {
                    ["version"] = address.Contains(':', StringComparison.Ordinal) ? 6 : 4,
                    ["addr"] = address,
                    ["OS-EXT-IPS:type"] = "fixed",
                    ["OS-EXT-IPS-MAC:mac_addr"] = port.Mac,
                });
            }
        }

        return networks;
    }

    private static JsonArray Volumes(Server server, Call call) => Doc.List(server.Volumes.Select(id =>
    {
        var volume = new JsonObject { ["id"] = Doc.Id(id) };
        if (call.From(2, 3))
            volume["delete_on_termination"] = false;
        return volume;
    }));

    private static string HostName(Server server) => string.Concat(server.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
}
