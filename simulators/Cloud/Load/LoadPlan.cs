using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Cloud.Load;

/// <summary>All growth rates of one domain: what its profile and seed make of it. A scenario may set its own.</summary>
/// <param name="Profile">Where the rates came from.</param>
/// <param name="Rhythm">Bursts.</param>
/// <param name="Vcpus">One entry a virtual CPU.</param>
/// <param name="EmulatorUser">Host CPU time of the process beside its virtual CPUs, user mode, ns a second.</param>
/// <param name="EmulatorSystem">The same in the kernel.</param>
/// <param name="Disks">One entry a disk.</param>
/// <param name="Nics">One entry an interface.</param>
/// <param name="Memory">What it does with its memory.</param>
public sealed record LoadPlan(Profile Profile, Rhythm Rhythm, ImmutableArray<VcpuRates> Vcpus, Wave EmulatorUser, Wave EmulatorSystem,
    ImmutableArray<DiskRates> Disks, ImmutableArray<NicRates> Nics, MemoryRates Memory)
{
    /// <summary>The plan of a profile: every device differs by up to a fifth, by the seed.</summary>
    public static LoadPlan Draw(Profile profile, Seed seed, int vcpus, int disks, int nics)
    {
        var typical = Typical.Of(profile);
        var random = seed.Random("load");
        int Vary() => random.Next(900, 1100);
        return new LoadPlan(profile, typical.Rhythm,
            [.. Enumerable.Range(0, vcpus).Select(_ => Vary()).Select(v => new VcpuRates(typical.VcpuTime.Scaled(v), typical.VcpuWait.Scaled(v), typical.VcpuDelay.Scaled(v)))],
            typical.EmulatorUser.Scaled(Vary()), typical.EmulatorSystem.Scaled(Vary()),
            [.. Enumerable.Range(0, disks).Select(_ => Vary()).Select(v => typical.Disk with
            {
                Reads = typical.Disk.Reads.Scaled(v), Writes = typical.Disk.Writes.Scaled(v), Flushes = typical.Disk.Flushes,
            })],
            [.. Enumerable.Range(0, nics).Select(_ => Vary()).Select(v => typical.Nic with
            {
                Receives = typical.Nic.Receives.Scaled(v), Transmits = typical.Nic.Transmits.Scaled(v),
            })],
            typical.Memory);
    }
}
