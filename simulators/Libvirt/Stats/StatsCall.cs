using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Stats;

/// <summary>The arguments of procedure 344 after its list of domains.</summary>
/// <param name="Groups">What is wanted; none means all.</param>
/// <param name="Flags">A filter of domains, and the three flags below.</param>
internal readonly record struct StatsCall(uint Groups, uint Flags)
{
    private const uint NoWait = 1u << 29, WithBacking = 1u << 30, Enforce = 1u << 31;

    /// <summary>Number the disks' sources.</summary>
    public bool Backing => (Flags & WithBacking) != 0;

    /// <summary>The groups to answer with.</summary>
    /// <exception cref="LibvirtException">One is not supported, and the client insists.</exception>
    public StatsGroups Supported()
    {
        var missing = Groups & ~(uint)StatsGroups.Supported;
        if (missing != 0 && (Flags & Enforce) != 0)
            throw new LibvirtException(ErrorCode.ArgumentUnsupported, ErrorSource.Qemu, "argument unsupported: %s",
                $"Stats types bits 0x{missing:x} are not supported by this daemon or QEMU");
        return Groups == 0 ? StatsGroups.Supported : (StatsGroups)Groups & StatsGroups.Supported;
    }

    /// <summary>Reads the domains' uuids; none means all domains.</summary>
    public static StatsCall Read(ref XdrReader arguments, out List<Guid> domains)
    {
        var count = arguments.UInt();
        if (count > Limits.Domains)
            throw new XdrException();
        domains = [];
        for (var i = 0; i < count; i++)
            domains.Add(arguments.DomainUuid());
        return new StatsCall(arguments.UInt(), arguments.UInt());
    }

    /// <summary>True when the client did not ask for an answer without waiting.</summary>
    public static bool MayWait(ReadOnlySpan<byte> payload)
    {
        var arguments = new XdrReader(payload);
        return (Read(ref arguments, out _).Flags & NoWait) == 0;
    }
}
