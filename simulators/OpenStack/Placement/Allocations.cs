using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Compute;

namespace Validation.Simulators.OpenStack.Placement;

/// <summary>What one consumer has of one host.</summary>
/// <param name="Host">The resource provider.</param>
/// <param name="Consumer">The server; for what a server that moves still has of its old place, the migration.</param>
/// <param name="ConsumerType"><c>INSTANCE</c> or <c>MIGRATION</c>.</param>
/// <param name="Server">Whose it is.</param>
/// <param name="Flavour">How much it is.</param>
internal sealed record Allocation(string Host, Guid Consumer, string ConsumerType, Server Server, Flavour Flavour)
{
    /// <summary>Root, ephemeral and swap disk; a swap disk counts up to the next whole GiB (nova/scheduler/utils.py).</summary>
    public int DiskGiB => Flavour.DiskGiB + Flavour.EphemeralGiB + ((Flavour.SwapMiB + 1023) / 1024);

    public JsonObject Resources => Amounts(Flavour.Vcpus, Flavour.MemoryMiB, DiskGiB);

    /// <summary>All of a cloud. While a server moves or waits to be confirmed, its migration holds the old place and the server the new one.</summary>
    public static IEnumerable<Allocation> All(CloudState state)
    {
        foreach (var server in state.Servers.Values.Where(s => ServerViews.HostOf(s) is not null).OrderBy(s => s.Number))
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
        return Amounts(all.Sum(a => a.Flavour.Vcpus), all.Sum(a => a.Flavour.MemoryMiB), all.Sum(a => a.DiskGiB));
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
