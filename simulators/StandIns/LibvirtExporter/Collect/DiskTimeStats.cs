using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>
/// Times, flushes and capacity of disks, by the index of the statistics and not by the XML: a CD-ROM has them too. A value that an
/// index lacks is the one of the index before it, because the real exporter forgets to reset its variables, and dashboards show that.
/// </summary>
internal static class DiskTimeStats
{
    private const double Nanoseconds = 1e9;

    public static void Read(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check)
    {
        var rows = series[Subject.DiskTime];
        var stats = new StatsReader(reply);
        Span<double> values = stackalloc double[5];
        values.Clear();
        ReadOnlySpan<byte> index = default;
        Label? label = null;
        var wrong = 0;
        stats.NextRecord();
        while (stats.NextParam())
        {
            if (!stats.Indexed("block."u8, out var digits, out var field))
                continue;
            if (!index.IsEmpty && !index.SequenceEqual(digits))
            {
                Finish(rows, label, values, wrong);
                wrong = 0;
            }

            index = digits;
            if (field.SequenceEqual("name"u8))
                label = check.Is(stats, ParamType.String) ? series.Description!.DiskLabel(stats.Text) : null;
            else if (Column(field, out var unit) is >= 0 and var column)
                Take(stats, values, column, unit, ref wrong, ref check);
        }

        if (!index.IsEmpty)
            Finish(rows, label, values, wrong);
    }

    private static void Take(in StatsReader stats, Span<double> values, int column, double unit, ref int wrong, ref TypeCheck check)
    {
        if (check.Is(stats, ParamType.ULLong))
            values[column] = stats.Bits / unit;
        else
            wrong |= 1 << column;
    }

    private static void Finish(RowSet rows, Label? label, ReadOnlySpan<double> values, int wrong)
    {
        // Without a name the real exporter has no label to write and dies.
        if (label is null)
            return;
        var row = rows.Add(label);
        for (var column = 0; column < values.Length; column++)
        {
            if ((wrong >> column & 1) == 0)
                rows.Set(row, column, values[column]);
        }
    }

    private static int Column(ReadOnlySpan<byte> field, out double unit)
    {
        unit = field.EndsWith(".times"u8) ? Nanoseconds : 1;
        return field.SequenceEqual("rd.times"u8) ? DiskTimeColumn.ReadTime
            : field.SequenceEqual("wr.times"u8) ? DiskTimeColumn.WriteTime
            : field.SequenceEqual("fl.reqs"u8) ? DiskTimeColumn.FlushRequests
            : field.SequenceEqual("fl.times"u8) ? DiskTimeColumn.FlushTime
            : field.SequenceEqual("capacity"u8) ? DiskTimeColumn.Capacity
            : -1;
    }
}
