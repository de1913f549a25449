using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>
/// Which domains a list has (virConnectListAllDomainsFlags). Flags come in groups: a group without a flag, or with all of
/// its flags, lets everything pass; of the others a domain must pass each.
/// </summary>
internal readonly struct DomainFilter(uint flags)
{
    private const uint Active = 1, Inactive = 2, Persistent = 4, Transient = 8, Running = 16, Paused = 32, Shutoff = 64, Other = 128;
    private const uint WithSave = 256, WithoutSave = 512, Autostart = 1024, NoAutostart = 2048;
    private const uint WithSnapshot = 4096, WithoutSnapshot = 8192, WithCheckpoint = 16384, WithoutCheckpoint = 32768;

    public bool Passes(Domain domain) =>
        Group(Active | Inactive, domain.IsActive ? Active : Inactive)
        && Group(Persistent | Transient, domain.IsPersistent ? Persistent : Transient)
        && Group(Running | Paused | Shutoff | Other, Of(domain.Status.State))
        && Group(WithSave | WithoutSave, WithoutSave)
        && Group(Autostart | NoAutostart, NoAutostart)
        && Group(WithSnapshot | WithoutSnapshot, WithoutSnapshot)
        && Group(WithCheckpoint | WithoutCheckpoint, WithoutCheckpoint);

    private bool Group(uint all, uint own) => (flags & all) == 0 || (flags & own) != 0;

    private static uint Of(DomainState state) => state switch
    {
        DomainState.Running => Running,
        DomainState.Paused => Paused,
        DomainState.Shutoff => Shutoff,
        _ => Other,
    };
}
