using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>Answers of a fixed shape. Each is read whole or, when it is too short or a number does not fit, not at all (false).</summary>
internal static class FixedReplies
{
    /// <summary>DOMAIN_GET_INFO: state, memory in KiB, processors, processor time in ns; with it go the labels of the XML.</summary>
    public static bool ReadInfo(ReadOnlySpan<byte> reply, DomainSeries series)
    {
        var reader = new XdrReader(reply);
        var state = reader.ReadUInt32(byte.MaxValue);
        var (maximum, memory) = (reader.ReadUInt64(), reader.ReadUInt64());
        var cpus = reader.ReadUInt32(ushort.MaxValue);
        var time = reader.ReadUInt64();
        if (reader.Bad)
            return false;

        series.Mark(Subject.Machine, series.Description!.Machine);
        series.Mark(Subject.OpenStack, series.Description.OpenStack);
        series[Subject.State].Add(series.Domain.StateLabel(state), state);
        series.Set(DomainColumn.MaximumMemory, maximum * 1024.0);
        series.Set(DomainColumn.Memory, memory * 1024.0);
        series.Set(DomainColumn.Cpus, cpus);
        series.Set(DomainColumn.CpuTime, time / 1e9);
        return true;
    }

    /// <summary>DOMAIN_IS_ACTIVE: 1 and nothing else means that the domain runs.</summary>
    public static bool ReadActive(ReadOnlySpan<byte> reply, out bool active)
    {
        var reader = new XdrReader(reply);
        active = reader.ReadInt32() == 1;
        return !reader.Bad;
    }

    /// <summary>DOMAIN_GET_JOB_INFO. The times are milliseconds and exported as they are, though the families say seconds: dashboards show that.</summary>
    public static bool ReadJob(ReadOnlySpan<byte> reply, DomainSeries series)
    {
        Span<double> fields = stackalloc double[12];
        var reader = new XdrReader(reply);
        fields[0] = reader.ReadInt32();
        for (var field = 1; field < fields.Length; field++)
            fields[field] = reader.ReadUInt64();
        if (reader.Bad)
            return false;

        for (var field = 0; field < fields.Length; field++)
            series.Set(DomainColumn.Job + field, fields[field]);
        return true;
    }

    /// <summary>STORAGE_POOL_GET_INFO: state, and sizes in bytes.</summary>
    public static bool ReadPool(ReadOnlySpan<byte> reply, RowSet pools, int row)
    {
        var reader = new XdrReader(reply);
        var state = reader.ReadUInt32(byte.MaxValue);
        var (capacity, allocation, available) = (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
        if (reader.Bad)
            return false;

        pools.Set(row, PoolColumn.State, state);
        pools.Set(row, PoolColumn.Capacity, capacity);
        pools.Set(row, PoolColumn.Allocation, allocation);
        pools.Set(row, PoolColumn.Available, available);
        return true;
    }
}
