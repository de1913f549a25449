using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about compute hosts (nova/api/openstack/compute/hypervisors.py).</summary>
internal static class HypervisorViews
{
    /// <summary>Before 2.53 a number, from then on a UUID.</summary>
    public static JsonNode Id(HostUsage usage, Call call) => call.From(2, 53) ? Doc.Id(usage.Host.Uuid) : usage.Number;

    public static JsonObject Basic(HostUsage usage, Call call, bool withServers)
    {
        var condition = call.State.Estate.ConditionOf(NovaService.ComputeBinary, usage.Host.Name);
        var document = new JsonObject
        {
            ["id"] = Id(usage, call),
            ["hypervisor_hostname"] = usage.Host.Name,
            ["state"] = condition.Up ? "up" : "down",
            ["status"] = condition.Enabled ? "enabled" : "disabled",
        };
        AddServers(document, usage, call, withServers);
        return document;
    }

    public static JsonObject Detail(HostUsage usage, Call call, Seed seed, bool withServers)
    {
        var (host, topology) = (usage.Host, usage.Host.Topology);
        var document = Basic(usage, call, false);
        document["hypervisor_type"] = "QEMU";
        document["hypervisor_version"] = 8_002_002;
        document["host_ip"] = host.Address;
        // Compute services are numbered as their hosts are: they come first in the list.
        var service = new NovaService(usage.Number, NovaService.ComputeBinary, host.Name, host.Zone);
        document["service"] = new JsonObject
        {
            ["id"] = call.From(2, 53) ? service.Uuid(seed) : service.Number,
            ["host"] = host.Name,
            ["disabled_reason"] = service.Condition(call.State).Reason,
        };
        if (call.From(2, 88))
        {
            document["uptime"] = call.State.Estate.ConditionOf(NovaService.ComputeBinary, host.Name).Up ? Uptime(usage, call.Moment.Now) : null;
        }
        else
        {
            AddNumbers(document, usage);
            var cpu = Cpu(topology);
            document["cpu_info"] = call.From(2, 28) ? cpu : cpu.ToJsonString(Doc.Options);
        }

        AddServers(document, usage, call, withServers);
        return document;
    }

    public static JsonObject Statistics(IReadOnlyList<HostUsage> all)
    {
        var sum = new JsonObject { ["count"] = all.Count };
        foreach (var usage in all)
        {
            var one = new JsonObject();
            AddNumbers(one, usage);
            foreach (var (name, value) in one)
                sum[name] = (sum[name]?.GetValue<int>() ?? 0) + value!.GetValue<int>();
        }

        return sum;
    }

    /// <summary>What the command <c>uptime</c> prints.</summary>
    public static string Uptime(HostUsage usage, DateTimeOffset now)
    {
        var up = now - usage.Host.BootedAt;
        return string.Create(CultureInfo.InvariantCulture,
            $" {now.UtcDateTime:HH:mm:ss} up {up.Days} days, {up.Hours,2}:{up.Minutes:d2},  0 users,  load average: {usage.Vcpus * 0.3:f2}, {usage.Vcpus * 0.3:f2}, {usage.Vcpus * 0.3:f2}\n");
    }

    private static void AddNumbers(JsonObject document, HostUsage usage)
    {
        var topology = usage.Host.Topology;
        document["vcpus"] = topology.Cpus;
        document["memory_mb"] = usage.TotalMiB;
        document["local_gb"] = topology.DiskGiB;
        document["vcpus_used"] = usage.Vcpus;
        document["memory_mb_used"] = usage.MemoryMiB;
        document["local_gb_used"] = usage.DiskGiB;
        document["free_ram_mb"] = usage.TotalMiB - usage.MemoryMiB;
        document["free_disk_gb"] = topology.DiskGiB - usage.DiskGiB;
        document["current_workload"] = usage.Workload;
        document["running_vms"] = usage.Servers.Count;
        document["disk_available_least"] = topology.DiskGiB - usage.DiskGiB;
    }

    private static JsonObject Cpu(Topology topology) => new()
    {
        ["arch"] = "x86_64",
        ["model"] = "Icelake-Server",
        ["vendor"] = "Intel",
        ["topology"] = new JsonObject
        {
            ["cells"] = topology.Sockets,
            ["sockets"] = 1,
            ["cores"] = topology.Cores,
            ["threads"] = topology.Threads,
        },
        ["features"] = Doc.Words(["aes", "avx", "avx2", "sse4.2", "vmx"]),
    };

    // From 2.75 on the list is there even when it is empty.
    private static void AddServers(JsonObject document, HostUsage usage, Call call, bool wanted)
    {
        if (wanted && (usage.Servers.Count > 0 || call.From(2, 75)))
            document["servers"] = Doc.List(usage.Servers.Select(s => new JsonObject { ["name"] = s.DomainName, ["uuid"] = Doc.Id(s.Id) }));
    }
}
