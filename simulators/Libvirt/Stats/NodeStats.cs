using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Stats;

/// <summary>CPU time of a host, ns since it booted; the parts add up to its uptime times its CPUs.</summary>
internal readonly record struct NodeCpu(long Kernel, long User, long Idle, long IoWait);

/// <summary>Memory of a host, KiB.</summary>
internal readonly record struct NodeMemory(long Total, long Free, long Buffers, long Cached);

/// <summary>What a host is doing: the sum of its domains, and a little of its own.</summary>
internal static class NodeStats
{
    // What the operating system and its services take of a host, in thousandths.
    private const int OwnMemory = 20;
    private const int OwnUser = 2;
    private const int OwnKernel = 3;

    public static NodeCpu CpuOf(HostMoment at, int? cpu)
    {
        var up = (at.Now - at.Host.BootedAt).Ticks * 100 * (cpu is null ? at.Host.Topology.Cpus : 1);
        var (user, kernel, wait) = (up / 1000 * OwnUser, up / 1000 * OwnKernel, 0L);
        foreach (var domain in at.Host.Domains.Active)
            Add(domain, at.Now, cpu, ref user, ref kernel, ref wait);
        // Guests may have more CPUs than their host: then it is never idle, and no more than busy.
        user = Math.Min(user, up);
        kernel = Math.Min(kernel, up - user);
        wait = Math.Min(wait, up - user - kernel);
        return new NodeCpu(kernel, user, up - user - kernel - wait, wait);
    }

    public static NodeMemory MemoryOf(HostMoment at)
    {
        var total = at.Host.Topology.MemoryKiB;
        var used = total / 1000 * OwnMemory;
        foreach (var domain in at.Host.Domains.Active)
            used += domain.MemoryAt(at.Now).Rss;
        used = Math.Min(used, total);
        var cached = (total - used) / 10;
        return new NodeMemory(total, total - used - cached - (cached / 10), cached / 10, cached);
    }

    private static void Add(Domain domain, DateTimeOffset now, int? cpu, ref long user, ref long kernel, ref long wait)
    {
        var elapsed = domain.ElapsedAt(now);
        if (cpu is null)
        {
            var whole = domain.CpuAt(elapsed);
            user += whole.User;
            kernel += whole.System;
        }

        for (var i = 0; i < domain.Vcpus.Length; i++)
        {
            if (cpu is not null && domain.Vcpus[i].Cpu != cpu)
                continue;
            var counters = domain.VcpuAt(i, elapsed);
            wait += counters.Wait;
            if (cpu is not null)
                user += counters.Time;
        }
    }
}
