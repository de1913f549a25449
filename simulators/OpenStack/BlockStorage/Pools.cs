using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

/// <summary>The backends of volumes, and how full they are: counted in the volumes and snapshots.</summary>
internal static class Pools
{
    /// <summary>Host that runs the volume services.</summary>
    public const string Worker = "cinder-volume-worker";

    /// <summary>As Cinder names a pool: host, backend, pool.</summary>
    public static string NameOf(VolumeType type) => $"{Worker}@{type.Backend}#{type.Backend}";

    public static JsonObject Of(VolumeType type, Moment moment, bool detail)
    {
        var pool = new JsonObject { ["name"] = NameOf(type) };
        if (!detail)
            return pool;
        var used = Allocated(type, moment.State);
        pool["capabilities"] = new JsonObject
        {
            ["volume_backend_name"] = type.Backend,
            ["vendor_name"] = "Open Source",
            ["driver_version"] = "1.3.0",
            ["storage_protocol"] = "ceph",
            ["total_capacity_gb"] = type.CapacityGiB,
            ["free_capacity_gb"] = type.CapacityGiB - used,
            ["allocated_capacity_gb"] = used,
            ["provisioned_capacity_gb"] = used,
            ["reserved_percentage"] = 0,
            ["max_over_subscription_ratio"] = "20.0",
            ["thin_provisioning_support"] = true,
            ["multiattach"] = true,
            ["location_info"] = $"ceph:/etc/ceph/ceph.conf:{type.Backend}:cinder:volumes",
            ["timestamp"] = Doc.Micro(moment.Now),
        };
        return pool;
    }

    private static int Allocated(VolumeType type, CloudState state)
    {
        var volumes = state.Volumes.Values.Where(v => v.Type == type.Name).ToDictionary(v => v.Id);
        return volumes.Values.Sum(v => v.SizeGiB) + state.Estate.Snapshots.Where(s => volumes.ContainsKey(s.VolumeId)).Sum(s => s.SizeGiB);
    }
}
