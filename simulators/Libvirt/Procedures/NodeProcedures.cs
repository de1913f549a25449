using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Stats;
using Validation.Simulators.Libvirt.Xml;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>The machine under the domains: its hardware, and what it is doing.</summary>
internal static class NodeProcedures
{
    private const int ModelLength = 32;
    private const int AllCpus = -1;
    private const int AllCells = -1;
    private const int MaxVcpus = 288;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.NodeGetInfo, GetInfo);
        table.Add(Procedure.NodeGetCpuMap, GetCpuMap);
        table.Add(Procedure.NodeGetCpuStats, GetCpuStats);
        table.Add(Procedure.NodeGetMemoryStats, GetMemoryStats);
        table.Add(Procedure.NodeGetFreeMemory, static (Session session, ref XdrReader _, XdrWriter result) => result.Hyper(NodeStats.MemoryOf(session.Look()).Free * 1024));
        table.Add(Procedure.ConnectGetMaxVcpus, static (Session session, ref XdrReader arguments, XdrWriter result) =>
        {
            _ = arguments.OptionalText();
            session.RequireOpen();
            result.Int(MaxVcpus);
        });
        table.Add(Procedure.ConnectGetCapabilities, static (Session session, ref XdrReader _, XdrWriter result) => result.Text(CapabilitiesXml.Of(session.Look().Host)));
        table.Add(Procedure.ConnectGetDomainCapabilities, GetDomainCapabilities);
        table.Add(Procedure.ConnectGetSysinfo, static (Session session, ref XdrReader arguments, XdrWriter result) =>
        {
            _ = arguments.UInt();
            result.Text(SysinfoXml.Of(session.Look().Host));
        });
    }

    private static void GetInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var topology = session.Look().Host.Topology;
        const string model = "x86_64";
        for (var i = 0; i < ModelLength; i++)
            result.Int(i < model.Length ? model[i] : 0);
        result.Hyper(topology.MemoryKiB);
        result.Int(topology.Cpus);
        result.Int(topology.MHz);
        // NUMA nodes, then sockets, cores and threads of one node.
        result.Int(topology.Sockets);
        result.Int(1);
        result.Int(topology.Cores);
        result.Int(topology.Threads);
    }

    private static void GetCpuMap(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (map, online) = (arguments.Flag(), arguments.Flag());
        var cpus = session.Look().Host.Topology.Cpus;
        Span<byte> bits = stackalloc byte[map ? (cpus + 7) / 8 : 0];
        for (var i = 0; map && i < cpus; i++)
            bits[i / 8] |= (byte)(1 << (i % 8));
        result.Bytes(bits);
        result.Int(online ? cpus : 0);
        result.Int(cpus);
    }

    private static void GetCpuStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (cpu, room) = (arguments.Int(), arguments.Int());
        var now = session.Look();
        if (cpu is < AllCpus || cpu >= now.Host.Topology.Cpus)
            throw LibvirtException.BadArgument($"Invalid cpuNum in virHostCPUGetStatsLinux");
        var times = NodeStats.CpuOf(now, cpu == AllCpus ? null : cpu);
        Write(result, room, ("kernel", times.Kernel), ("user", times.User), ("idle", times.Idle), ("iowait", times.IoWait));
    }

    private static void GetMemoryStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (room, cell) = (arguments.Int(), arguments.Int());
        var now = session.Look();
        if (cell is < AllCells || cell >= now.Host.Topology.Sockets)
            throw LibvirtException.BadArgument($"cellNum in virHostMemGetStatsLinux must be less than or equal to {now.Host.Topology.Sockets - 1}");
        var memory = NodeStats.MemoryOf(now);
        if (cell == AllCells)
            Write(result, room, ("total", memory.Total), ("free", memory.Free), ("buffers", memory.Buffers), ("cached", memory.Cached));
        else
            Write(result, room, ("total", memory.Total / now.Host.Topology.Sockets), ("free", memory.Free / now.Host.Topology.Sockets));
    }

    private static void GetDomainCapabilities(Session session, ref XdrReader arguments, XdrWriter result)
    {
        for (var i = 0; i < 4; i++)
            _ = arguments.OptionalText();
        result.Text(CapabilitiesXml.OfDomains(session.Look().Host, MaxVcpus));
    }

    // A client asks first with no room, to learn how many there are.
    private static void Write(XdrWriter result, int room, params ReadOnlySpan<(string Name, long Value)> all)
    {
        result.Int(room == 0 ? 0 : all.Length);
        if (room != 0)
        {
            foreach (var (name, value) in all)
            {
                result.Text(name);
                result.Hyper(value);
            }
        }

        result.Int(all.Length);
    }
}
