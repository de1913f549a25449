using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>Creates a volume that is attached to no server.</summary>
    /// <param name="projectId">Owner.</param>
    /// <param name="name">Any text.</param>
    /// <param name="sizeGiB">At least 1.</param>
    /// <param name="type">A volume type; the first when null.</param>
    /// <exception cref="CloudException">There is no such type.</exception>
    public Volume CreateVolume(string projectId, string name, int sizeGiB, string? type = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeGiB, 1);
        return Change(draft =>
        {
            var types = draft.State.Estate.VolumeTypes;
            var chosen = type is null ? types[0] : types.FirstOrDefault(t => t.Name == type || t.Id.ToString() == type) ?? throw CloudException.NotFound("Volume type", type);
            var number = draft.State.DevicesEver + 1;
            var volume = new Volume(Identities.Uuid(draft.Seed, "volume", number), name, projectId, sizeGiB, chosen.Name, false, null, draft.Now);
            draft.State = draft.State with { DevicesEver = number, Volumes = draft.State.Volumes.Add(volume.Id, volume) };
            return volume;
        });
    }

    /// <summary>Removes a volume.</summary>
    /// <exception cref="CloudException">There is none, or a server has it.</exception>
    public void DeleteVolume(Guid id) => Change(draft =>
    {
        if (!draft.State.Volumes.TryGetValue(id, out var volume))
            throw CloudException.NotFound("Volume", id);
        if (volume.ServerId is not null || draft.State.Estate.Snapshots.Any(s => s.VolumeId == id))
        {
            throw new CloudException(Refusal.Conflict,
                "Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.");
        }

        draft.State = draft.State with { Volumes = draft.State.Volumes.Remove(id) };
        return true;
    });
}
