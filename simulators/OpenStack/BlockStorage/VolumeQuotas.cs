using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

/// <summary>Cinder's quotas with its own defaults (cinder/quota.py), for all types together and each alone.</summary>
internal static class VolumeQuotas
{
    public static IEnumerable<Quota> Of(CloudState state, string project)
    {
        var volumes = state.Volumes.Values.Where(v => v.ProjectId == project).ToArray();
        var snapshots = state.Estate.Snapshots.Where(s => s.ProjectId == project).ToArray();
        var typeOf = volumes.ToDictionary(v => v.Id, v => v.Type);
        yield return One("volumes", 10, volumes.Length);
        yield return One("per_volume_gigabytes", -1, 0);
        yield return One("snapshots", 10, snapshots.Length);
        yield return One("gigabytes", 1000, volumes.Sum(v => v.SizeGiB) + snapshots.Sum(s => s.SizeGiB));
        yield return One("backups", 10, 0);
        yield return One("backup_gigabytes", 1000, 0);
        yield return One("groups", 10, 0);
        foreach (var type in state.Estate.VolumeTypes)
        {
            var own = volumes.Where(v => v.Type == type.Name).ToArray();
            var copies = snapshots.Where(s => typeOf.GetValueOrDefault(s.VolumeId) == type.Name).ToArray();
            yield return One($"volumes_{type.Name}", -1, own.Length);
            yield return One($"gigabytes_{type.Name}", -1, own.Sum(v => v.SizeGiB) + copies.Sum(s => s.SizeGiB));
            yield return One($"snapshots_{type.Name}", -1, copies.Length);
        }

        Quota One(string resource, int standard, int used) => new(resource, Quota.LimitOf(state, project, "volume", resource, standard), used);
    }
}
