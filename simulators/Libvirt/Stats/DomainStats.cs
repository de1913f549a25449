using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Load;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Stats;

/// <summary>
/// One record of procedure 344, in the QEMU driver's names, order and types (qemu_driver.c, qemuDomainGetStats*):
/// group after group, <c>count</c> before the devices, <c>name</c> before a device's counters.
/// </summary>
internal static class DomainStats
{
    public static void Write(XdrWriter to, Domain domain, DateTimeOffset now, in StatsShape shape)
    {
        to.Domain(domain.Name, domain.Uuid, domain.Id);
        var elapsed = domain.ElapsedAt(now);
        var all = new ParameterWriter(to);
        Set(ref all, shape, StatsGroups.State);
        if (shape.Wants(StatsGroups.State))
        {
            all.Int("state.state"u8, (int)domain.Status.State);
            all.Int("state.reason"u8, domain.Status.Reason);
        }

        if (shape.Wants(StatsGroups.Cpu) && domain.IsActive)
            WriteCpu(ref all, domain.CpuAt(elapsed), shape);
        if (shape.Wants(StatsGroups.Balloon))
            WriteBalloon(ref all, domain, now, shape);
        if (shape.Wants(StatsGroups.Vcpu))
            WriteVcpus(ref all, domain, elapsed, shape);
        if (shape.Wants(StatsGroups.Interface) && domain.IsActive)
            WriteNics(ref all, domain, elapsed, shape);
        if (shape.Wants(StatsGroups.Block))
            DiskStats.Write(ref all, domain, elapsed, shape);
        if (shape.Wants(StatsGroups.DirtyRate) && domain.IsActive && shape.HasMonitor)
            WriteDirtyRate(ref all, shape);
        all.Finish();
    }

    /// <summary>Sets whether that group's numbers get the wrong type.</summary>
    internal static void Set(ref ParameterWriter all, in StatsShape shape, StatsGroups group) => all.Mistyped = (shape.Mistyped & group) != 0;

    private static void WriteCpu(ref ParameterWriter all, CpuCounters cpu, in StatsShape shape)
    {
        Set(ref all, shape, StatsGroups.Cpu);
        all.ULLong("cpu.time"u8, cpu.Time);
        all.ULLong("cpu.user"u8, cpu.User);
        all.ULLong("cpu.system"u8, cpu.System);
    }

    private static void WriteBalloon(ref ParameterWriter all, Domain domain, DateTimeOffset now, in StatsShape shape)
    {
        Set(ref all, shape, StatsGroups.Balloon);
        all.ULLong("balloon.current"u8, domain.BalloonKiB);
        all.ULLong("balloon.maximum"u8, domain.MemoryKiB);
        if (!domain.IsActive || !shape.HasMonitor)
            return;
        var memory = domain.MemoryAt(now);
        all.ULLong("balloon.swap_in"u8, memory.Paging.SwapIn);
        all.ULLong("balloon.swap_out"u8, memory.Paging.SwapOut);
        all.ULLong("balloon.major_fault"u8, memory.Paging.MajorFaults);
        all.ULLong("balloon.minor_fault"u8, memory.Paging.MinorFaults);
        all.ULLong("balloon.unused"u8, memory.Unused);
        all.ULLong("balloon.available"u8, memory.Available);
        all.ULLong("balloon.usable"u8, memory.Usable);
        all.ULLong("balloon.last-update"u8, memory.LastUpdate.ToUnixTimeSeconds());
        all.ULLong("balloon.disk_caches"u8, memory.DiskCaches);
        all.ULLong("balloon.hugetlb_pgalloc"u8, 0);
        all.ULLong("balloon.hugetlb_pgfail"u8, 0);
        all.ULLong("balloon.rss"u8, memory.Rss);
    }

    private static void WriteVcpus(ref ParameterWriter all, Domain domain, Elapsed elapsed, in StatsShape shape)
    {
        const int running = 1;
        Set(ref all, shape, StatsGroups.Vcpu);
        all.UInt("vcpu.current"u8, domain.Vcpus.Length);
        all.UInt("vcpu.maximum"u8, domain.Vcpus.Length);
        for (var i = 0; i < domain.Vcpus.Length; i++)
        {
            all.Int("vcpu."u8, i, ".state"u8, running);
            if (!domain.IsActive)
                continue;
            var vcpu = domain.VcpuAt(i, elapsed);
            all.ULLong("vcpu."u8, i, ".time"u8, vcpu.Time);
            all.ULLong("vcpu."u8, i, ".wait"u8, vcpu.Wait);
            all.ULLong("vcpu."u8, i, ".delay"u8, vcpu.Delay);
            if (shape.HasMonitor)
                all.Boolean("vcpu."u8, i, ".halted"u8, domain.Status.State != DomainState.Running);
        }
    }

    private static void WriteNics(ref ParameterWriter all, Domain domain, Elapsed elapsed, in StatsShape shape)
    {
        Set(ref all, shape, StatsGroups.Interface);
        all.UInt("net.count"u8, domain.Nics.Length);
        for (var i = 0; i < domain.Nics.Length; i++)
        {
            var nic = domain.NicAt(i, elapsed);
            all.Text("net."u8, i, ".name"u8, domain.Nics[i].Target);
            all.ULLong("net."u8, i, ".rx.bytes"u8, nic.ReceiveBytes);
            all.ULLong("net."u8, i, ".rx.pkts"u8, nic.ReceivePackets);
            all.ULLong("net."u8, i, ".rx.errs"u8, nic.ReceiveErrors);
            all.ULLong("net."u8, i, ".rx.drop"u8, nic.ReceiveDrops);
            all.ULLong("net."u8, i, ".tx.bytes"u8, nic.TransmitBytes);
            all.ULLong("net."u8, i, ".tx.pkts"u8, nic.TransmitPackets);
            all.ULLong("net."u8, i, ".tx.errs"u8, nic.TransmitErrors);
            all.ULLong("net."u8, i, ".tx.drop"u8, nic.TransmitDrops);
        }
    }

    // Nobody has measured it yet: what QEMU tells then.
    private static void WriteDirtyRate(ref ParameterWriter all, in StatsShape shape)
    {
        Set(ref all, shape, StatsGroups.DirtyRate);
        all.Int("dirtyrate.calc_status"u8, 0);
        all.LLong("dirtyrate.calc_start_time"u8, 0);
        all.Int("dirtyrate.calc_period"u8, 0);
    }
}
