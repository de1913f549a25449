using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Load;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Virtual CPUs: where they run and how long they ran.</summary>
internal static class VcpuProcedures
{
    private const int Running = 1;
    private const int ParametersPerCpu = 2;
    private const int ParametersInAll = 3;
    private const int MostCpus = 128;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainGetVcpus, GetVcpus);
        table.Add(Procedure.DomainGetVcpuPinInfo, GetPins);
        table.Add(Procedure.DomainGetCpuStats, GetCpuStats);
        table.Add(Procedure.DomainGetMaxVcpus, static (Session session, ref XdrReader arguments, XdrWriter result) => result.Int(session.Look(arguments.Domain()).Domain.Vcpus.Length));
        table.Add(Procedure.DomainGetVcpusFlags, static (Session session, ref XdrReader arguments, XdrWriter result) => result.Int(session.Look(arguments.Domain()).Domain.Vcpus.Length));
    }

    private static void GetVcpus(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var (most, mapLength) = (arguments.Int(), arguments.Int());
        var (domain, now) = session.Look(wanted);
        if (!domain.IsActive)
            throw LibvirtException.Invalid("cannot retrieve vcpu information for inactive domain");
        RequireRoom(most, mapLength);
        var cpus = session.Look().Host.Topology.Cpus;
        var elapsed = domain.ElapsedAt(now);
        var count = Math.Min(most, domain.Vcpus.Length);
        result.Int(count);
        for (var i = 0; i < count; i++)
        {
            result.Int(i);
            result.Int(Running);
            result.Hyper(domain.VcpuAt(i, elapsed).Time);
            result.Int(domain.Vcpus[i].Cpu);
        }

        WriteMaps(result, count, mapLength, cpus);
    }

    private static void GetPins(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var (most, mapLength) = (arguments.Int(), arguments.Int());
        _ = arguments.UInt();
        var (domain, _) = session.Look(wanted);
        RequireRoom(most, mapLength);
        var count = Math.Min(most, domain.Vcpus.Length);
        WriteMaps(result, count, mapLength, session.Look().Host.Topology.Cpus);
        result.Int(count);
    }

    private static void GetCpuStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var (room, first, cpus) = (arguments.UInt(), arguments.Int(), arguments.UInt());
        _ = arguments.UInt();
        var (domain, now) = session.Look(wanted);
        if (!domain.IsActive)
            throw LibvirtException.Invalid("domain is not running");
        if (cpus > MostCpus)
            throw LibvirtException.Rpc($"nparams too large");
        var all = session.Look().Host.Topology.Cpus;
        if (first >= all || first < -1)
            throw LibvirtException.BadArgument($"start_cpu {first} larger than maximum of {all - 1}");
        var elapsed = domain.ElapsedAt(now);
        var parameters = new ParameterWriter(result);
        // With no room a client asks how many there are: of CPUs, or of parameters.
        var answer = first < 0 ? ParametersInAll : room == 0 && cpus == 0 ? all : ParametersPerCpu;
        if (room > 0 && first < 0)
            WriteTotal(ref parameters, domain.CpuAt(elapsed));
        for (var cpu = first; room > 0 && first >= 0 && cpu < Math.Min(all, first + cpus); cpu++)
            WriteCpu(ref parameters, domain, elapsed, cpu);
        parameters.Finish();
        result.Int(answer);
    }

    private static void WriteTotal(ref ParameterWriter to, CpuCounters total)
    {
        to.ULLong("cpu_time"u8, total.Time);
        to.ULLong("user_time"u8, total.User);
        to.ULLong("system_time"u8, total.System);
    }

    // What is no virtual CPU's runs where the first of them does, so that the parts add up to the whole.
    private static void WriteCpu(ref ParameterWriter to, Domain domain, Elapsed elapsed, int cpu)
    {
        long vcpus = 0, here = 0;
        for (var i = 0; i < domain.Vcpus.Length; i++)
        {
            var time = domain.VcpuAt(i, elapsed).Time;
            vcpus += time;
            here += domain.Vcpus[i].Cpu == cpu ? time : 0;
        }

        to.ULLong("cpu_time"u8, here + (domain.Vcpus[0].Cpu == cpu ? domain.CpuAt(elapsed).Time - vcpus : 0));
        to.ULLong("vcpu_time"u8, here);
    }

    // Every virtual CPU may run on all of the host's: Nova pins none by default.
    private static void WriteMaps(XdrWriter result, int count, int mapLength, int cpus)
    {
        var maps = new byte[count * mapLength];
        for (var vcpu = 0; vcpu < count; vcpu++)
        {
            for (var cpu = 0; cpu < Math.Min(cpus, mapLength * 8); cpu++)
                maps[(vcpu * mapLength) + (cpu / 8)] |= (byte)(1 << (cpu % 8));
        }

        result.Bytes(maps);
    }

    private static void RequireRoom(int most, int mapLength)
    {
        const int mostBytes = 8_388_608;
        if (most is < 0 or > Limits.Domains || mapLength < 0 || (long)most * mapLength > mostBytes)
            throw LibvirtException.Rpc("maxinfo * maplen too large");
    }
}
