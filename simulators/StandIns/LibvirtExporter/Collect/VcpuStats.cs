using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>Virtual processors. Their fields come processor by processor; what is not sent is not exported.</summary>
internal static class VcpuStats
{
    public static void Read(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check)
    {
        var stats = new StatsReader(reply);
        while (stats.NextRecord())
        {
            var row = -1;
            ReadOnlySpan<byte> last = default;
            while (stats.NextParam())
            {
                if (stats.Field.SequenceEqual("vcpu.current"u8))
                    Count(stats, series, DomainColumn.VcpuCurrent, ref check);
                else if (stats.Field.SequenceEqual("vcpu.maximum"u8))
                    Count(stats, series, DomainColumn.VcpuMaximum, ref check);
                else if (stats.Indexed("vcpu."u8, out var digits, out var field) && Column(field) is >= 0 and var column)
                    One(stats, series, digits, column, ref row, ref last, ref check);
            }
        }
    }

    private static void Count(in StatsReader stats, DomainSeries series, int column, ref TypeCheck check)
    {
        if (check.Is(stats, ParamType.UInt))
            series.Set(column, stats.Bits);
    }

    private static void One(
        in StatsReader stats, DomainSeries series, ReadOnlySpan<byte> digits, int column, ref int row, ref ReadOnlySpan<byte> last, ref TypeCheck check)
    {
        if (!check.Is(stats, column == VcpuColumn.State ? ParamType.Int : ParamType.ULLong))
            return;
        var rows = series[Subject.Vcpu];
        if (row < 0 || !digits.SequenceEqual(last))
        {
            row = rows.Add(series.Domain.VcpuLabel(digits));
            last = digits;
        }

        rows.Set(row, column, column == VcpuColumn.State ? (int)stats.Bits : stats.Bits / 1e9);
    }

    private static int Column(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("state"u8) ? VcpuColumn.State
        : field.SequenceEqual("time"u8) ? VcpuColumn.Time
        : field.SequenceEqual("wait"u8) ? VcpuColumn.Wait
        : field.SequenceEqual("delay"u8) ? VcpuColumn.Delay
        : -1;
}
