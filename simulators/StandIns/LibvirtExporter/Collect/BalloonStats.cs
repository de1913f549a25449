using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>Memory. libvirt counts in KiB; faults, pages and the time of the last update are plain numbers.</summary>
internal static class BalloonStats
{
    public static void Read(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check)
    {
        ulong available = 0, usable = 0;
        var stats = new StatsReader(reply);
        stats.NextRecord();
        while (stats.NextParam())
        {
            if (!stats.Field.StartsWith("balloon."u8))
                continue;
            var column = Column(stats.Field[8..], out var kib);
            if (column < 0 || !check.Is(stats, ParamType.ULLong))
                continue;
            if (column == DomainColumn.Available)
                available = stats.Bits;
            if (column == DomainColumn.Usable)
                usable = stats.Bits;
            series.Set(column, kib ? unchecked(stats.Bits * 1024) : stats.Bits);
        }

        // Not a number when the guest reports neither, as for a domain that is busy or has no balloon driver: the real exporter's formula.
        series.Set(DomainColumn.UsedPercent, ((double)available - usable) / (available / 100.0));
    }

    private static int Column(ReadOnlySpan<byte> field, out bool kib)
    {
        kib = true;
        var column = field.SequenceEqual("current"u8) ? DomainColumn.BalloonCurrent
            : field.SequenceEqual("maximum"u8) ? DomainColumn.BalloonMaximum
            : field.SequenceEqual("swap_in"u8) ? DomainColumn.SwapIn
            : field.SequenceEqual("swap_out"u8) ? DomainColumn.SwapOut
            : field.SequenceEqual("unused"u8) ? DomainColumn.Unused
            : field.SequenceEqual("available"u8) ? DomainColumn.Available
            : field.SequenceEqual("usable"u8) ? DomainColumn.Usable
            : field.SequenceEqual("disk_caches"u8) ? DomainColumn.DiskCaches
            : field.SequenceEqual("rss"u8) ? DomainColumn.Rss
            : -1;
        if (column >= 0)
            return column;
        kib = false;
        return field.SequenceEqual("major_fault"u8) ? DomainColumn.MajorFault
            : field.SequenceEqual("minor_fault"u8) ? DomainColumn.MinorFault
            : field.SequenceEqual("last-update"u8) ? DomainColumn.LastUpdate
            : field.SequenceEqual("hugetlb_pgalloc"u8) ? DomainColumn.HugetlbAlloc
            : field.SequenceEqual("hugetlb_pgfail"u8) ? DomainColumn.HugetlbFail
            : -1;
    }
}
