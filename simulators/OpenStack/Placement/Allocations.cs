using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Compute;

namespace Validation.Simulators.OpenStack.Placement;

/// <summary>What one consumer has of one host.</summary>
/// <param name="Host">The resource provider.</param>
/// <param name="Consumer">The server; for what a server that moves still has of its old host, the migration.</param>
/// <param name="ConsumerType"><c>INSTANCE</c> or <c>MIGRATION</c>.</param>
/// <param name="Server">Whose flavour it is.</param>
internal sealed record Allocation(string Host, Guid Consumer, string ConsumerType, Server Server)
{
    public int Vcpus => Server.Flavour.Vcpus;

    public int MemoryMiB => Server.Flavour.MemoryMiB;

    /// <summary>Root, ephemeral and swap disk; a swap disk counts up to the next whole GiB (nova/scheduler/utils.py).</summary>
    public int DiskGiB => Server.Flavour.DiskGiB + Server.Flavour.EphemeralGiB + ((Server.Flavour.SwapMiB + 1023) / 1024);

    public JsonObject Resources => Amounts(Vcpus, MemoryMiB, DiskGiB);

    /// <summary>All of a cloud.</summary>
    public static IEnumerable<Allocation> All(CloudState state)
    {
        foreach (var server in state.Servers.Values.OrderBy(s => s.Number))
        {
            if (server.Destination is not { } destination)
            {
                yield return new Allocation(server.Host, server.Id, "INSTANCE", server);
                continue;
            }

            yield return new Allocation(destination, server.Id, "INSTANCE", server);
            yield return new Allocation(server.Host, state.Estate.Migrations.Last(m => m.Server.Id == server.Id).Id, "MIGRATION", server);
        }
    }

    /// <summary>What all of them have together.</summary>
    public static JsonObject Sum(IEnumerable<Allocation> allocations)
    {
        var all = allocations.ToArray();
        return Amounts(all.Sum(a => a.Vcpus), all.Sum(a => a.MemoryMiB), all.Sum(a => a.DiskGiB));
    }

    /// <summary>What a host has to give.</summary>
    public static JsonObject Inventories(Host host) => new()
    {
        ["VCPU"] = Inventory(host.Topology.Cpus, 0, "4.0"),
        ["MEMORY_MB"] = Inventory((int)(host.Topology.MemoryKiB / 1024), HostUsage.ReservedMiB, "1.0"),
        ["DISK_GB"] = Inventory(host.Topology.DiskGiB, 0, "1.0"),
    };

    private static JsonObject Amounts(int vcpus, int memory, int disk) => new() { ["VCPU"] = vcpus, ["MEMORY_MB"] = memory, ["DISK_GB"] = disk };

    private static JsonObject Inventory(int total, int reserved, string ratio) => new()
    {
        ["total"] = total,
        ["reserved"] = reserved,
        ["min_unit"] = 1,
        ["max_unit"] = total,
        ["step_size"] = 1,
        ["allocation_ratio"] = JsonNode.Parse(ratio),
    };
}
