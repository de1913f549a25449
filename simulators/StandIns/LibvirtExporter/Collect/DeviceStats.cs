using System.Collections.Immutable;
using System.Globalization;
using Validation.Simulators.StandIns.LibvirtExporter.Describe;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>
/// Counters of disks and interfaces. Every device of the XML gets a row: zeros where the statistics do not name it, and its counters
/// count only after its <c>block.N.name</c> or <c>net.N.name</c>, as in the real exporter.
/// </summary>
internal static class DeviceStats
{
    private delegate int ColumnOf(ReadOnlySpan<byte> field);

    public static void ReadDisks(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check) =>
        Read(reply, "block."u8, series.Description!.Disks, series, Subject.Disk, Subject.DiskInfo, DiskColumnOf, ref check);

    public static void ReadInterfaces(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check) =>
        Read(reply, "net."u8, series.Description!.Interfaces, series, Subject.Interface, Subject.InterfaceInfo, InterfaceColumnOf, ref check);

    private static void Read(
        ReadOnlySpan<byte> reply, ReadOnlySpan<byte> group, ImmutableArray<DeviceDescription> devices,
        DomainSeries series, Subject counters, Subject info, ColumnOf columnOf, ref TypeCheck check)
    {
        var rows = series[counters];
        foreach (var device in devices)
        {
            rows.Add(device.Label, value: 0);
            series.Mark(info, device.Info);
        }

        var indexes = devices.Length <= 64 ? stackalloc int[64] : new int[devices.Length];
        indexes.Fill(-1);
        var stats = new StatsReader(reply);
        stats.NextRecord();
        while (stats.NextParam())
        {
            if (!stats.Indexed(group, out var digits, out var field) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                continue;
            if (!field.SequenceEqual("name"u8))
                Store(stats, rows, indexes, index, columnOf(field), ref check);
            else if (check.Is(stats, ParamType.String))
                Name(stats.Text, devices, indexes, index);
        }
    }

    private static void Name(ReadOnlySpan<byte> name, ImmutableArray<DeviceDescription> devices, Span<int> indexes, int index)
    {
        for (var row = 0; row < devices.Length; row++)
        {
            if (name.SequenceEqual(devices[row].Target))
                indexes[row] = index;
        }
    }

    private static void Store(in StatsReader stats, RowSet rows, ReadOnlySpan<int> indexes, int index, int column, ref TypeCheck check)
    {
        if (column < 0)
            return;
        for (var row = 0; row < rows.Count; row++)
        {
            if (indexes[row] != index)
                continue;
            if (check.Is(stats, ParamType.ULLong))
                rows.Set(row, column, stats.Bits);
            else
                rows.Drop(row, column);
        }
    }

    private static int DiskColumnOf(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("rd.bytes"u8) ? DiskColumn.ReadBytes
        : field.SequenceEqual("rd.reqs"u8) ? DiskColumn.ReadRequests
        : field.SequenceEqual("wr.bytes"u8) ? DiskColumn.WriteBytes
        : field.SequenceEqual("wr.reqs"u8) ? DiskColumn.WriteRequests
        : -1;

    private static int InterfaceColumnOf(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("rx.bytes"u8) ? InterfaceColumn.ReceiveBytes
        : field.SequenceEqual("rx.pkts"u8) ? InterfaceColumn.ReceivePackets
        : field.SequenceEqual("rx.errs"u8) ? InterfaceColumn.ReceiveErrors
        : field.SequenceEqual("rx.drop"u8) ? InterfaceColumn.ReceiveDrops
        : field.SequenceEqual("tx.bytes"u8) ? InterfaceColumn.TransmitBytes
        : field.SequenceEqual("tx.pkts"u8) ? InterfaceColumn.TransmitPackets
        : field.SequenceEqual("tx.errs"u8) ? InterfaceColumn.TransmitErrors
        : field.SequenceEqual("tx.drop"u8) ? InterfaceColumn.TransmitDrops
        : -1;
}
