using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Compute;

namespace Validation.Simulators.OpenStack.Placement;

/// <summary>What one consumer has of one host.</summary>
/// <param name="Host">The resource provider.</param>
/// <param name="Consumer">The server; for what a server that moves still has of its old host, the migration.</param>
/// <param name="ConsumerType"><c>INSTANCE</c> or <c>MIGRATION</c>.</param>
/// <param name="Server">Whose it is.</param>
/// <param name="Flavour">How much: for a server that is given another flavour, each host has its own.</param>
internal sealed record Allocation(string Host, Guid Consumer, string ConsumerType, Server Server, Flavour Flavour)
{
    public int Vcpus => Flavour.Vcpus;

    public int MemoryMiB => Flavour.MemoryMiB;

    /// <summary>Root, ephemeral and swap disk; a swap disk counts up to the next whole GiB (nova/scheduler/utils.py).</summary>
    public int DiskGiB => Flavour.DiskGiB + Flavour.EphemeralGiB + ((Flavour.SwapMiB + 1023) / 1024);

    public JsonObject Resources => Amounts(Vcpus, MemoryMiB, DiskGiB);

    /// <summary>All of a cloud. While a server moves, the migration has the old room, and the server already the new one.</summary>
    public static IEnumerable<Allocation> All(CloudState state)
    {
        foreach (var server in state.Servers.Values.Where(s => s.IsPlaced()).OrderBy(s => s.Number))
        {
            if (state.MigrationOf(server.Id) is not { } move)
            {
                yield return new Allocation(server.Host, server.Id, "INSTANCE", server, server.Flavour);
                continue;
            }

            yield return new Allocation(move.Destination, server.Id, "INSTANCE", server, move.NewFlavour);
            yield return new Allocation(move.Source, move.Id, "MIGRATION", server, move.Server.Flavour);
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
