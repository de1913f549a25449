using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>
/// Collects one domain or pool after the other with one slot of the connection. The order of the calls and what ends a domain
/// early are those of the real exporter (2.5.0).
/// </summary>
internal sealed class Worker(LibvirtConnection connection, CallSlot slot, ExporterLog log)
{
    private delegate void ReadStats(ReadOnlySpan<byte> reply, DomainSeries series, ref TypeCheck check);

    private const uint Balloon = 4, Vcpu = 8, Interface = 16, Block = 32;
    private const uint NoWait = 1 << 29;

    /// <summary>Asks for the XML; without it the domain is counted but has no series.</summary>
    public async ValueTask DescribeAsync(DomainSeries series)
    {
        slot.Request.Begin(Procedure.DomainGetXmlDesc).Raw(series.Domain.Xdr).UInt32(0);
        var end = await connection.CallAsync(slot);
        if (end.Ok)
            end = Read(series);
        if (!end.Ok)
            Failed(series, "DomainGetXMLDesc", end);
    }

    /// <summary>Asks for everything else.</summary>
    public async ValueTask CollectAsync(DomainSeries series)
    {
        var done = await InfoAsync(series)
            && await ActiveAsync(series) is var active && active != Activity.Unknown
            && (active == Activity.Inactive || await StatsAsync(series));
        if (done)
            series.Set(DomainColumn.TimedOut, 0);
    }

    /// <summary>Asks for one storage pool.</summary>
    public async ValueTask CollectAsync(StoragePool pool, RowSet pools, int row)
    {
        slot.Request.Begin(Procedure.StoragePoolGetInfo).Raw(pool.Xdr);
        var end = await connection.CallAsync(slot);
        if (end.Ok && !FixedReplies.ReadPool(slot.Reply, pools, row))
            end = Garbled;
        if (end.Ok || end.End == CallEnd.TimedOut)
            pools.Set(row, PoolColumn.TimedOut, end.Ok ? 0 : 1);
        if (!end.Ok)
            log.Error("failed to collect storage pool", ("pool", pool.Name), ("err", end.Of("StoragePoolGetInfo")));
    }

    private async ValueTask<bool> InfoAsync(DomainSeries series)
    {
        slot.Request.Begin(Procedure.DomainGetInfo).Raw(series.Domain.Xdr);
        var end = await connection.CallAsync(slot);
        if (end.Ok && !FixedReplies.ReadInfo(slot.Reply, series))
            end = Garbled;
        return end.Ok || Failed(series, "DomainGetInfo", end);
    }

    private async ValueTask<Activity> ActiveAsync(DomainSeries series)
    {
        slot.Request.Begin(Procedure.DomainIsActive).Raw(series.Domain.Xdr);
        var end = await connection.CallAsync(slot);
        var active = false;
        if (end.Ok && !FixedReplies.ReadActive(slot.Reply, out active))
            end = Garbled;
        if (!end.Ok)
            Failed(series, "DomainIsActive", end);
        return !end.Ok ? Activity.Unknown : active ? Activity.Active : Activity.Inactive;
    }

    private async ValueTask<bool> StatsAsync(DomainSeries series) =>
        await StatsAsync(series, Block, DeviceStats.ReadDisks)
        && await StatsAsync(series, Block, DiskTimeStats.Read)
        && await StatsAsync(series, Interface, DeviceStats.ReadInterfaces)
        && await JobAsync(series)
        && await StatsAsync(series, Balloon, BalloonStats.Read)
        && await StatsAsync(series, Vcpu, VcpuStats.Read);

    private async ValueTask<bool> StatsAsync(DomainSeries series, uint group, ReadStats read)
    {
        slot.Request.Begin(Procedure.ConnectGetAllDomainStats).UInt32(1).Raw(series.Domain.Xdr).UInt32(group).UInt32(NoWait);
        var end = await connection.CallAsync(slot);
        if (end.Ok)
            end = Read(series, group, read);
        return end.Ok || Failed(series, "ConnectGetAllDomainStats", end);
    }

    private async ValueTask<bool> JobAsync(DomainSeries series)
    {
        slot.Request.Begin(Procedure.DomainGetJobInfo).Raw(series.Domain.Xdr);
        var end = await connection.CallAsync(slot);
        if (end is { End: CallEnd.Refused, Code: RemoteError.OperationUnsupported })
            return true;
        if (end.Ok && !FixedReplies.ReadJob(slot.Reply, series))
            end = Garbled;
        return end.Ok || Failed(series, "DomainGetJobInfo", end);
    }

    private CallResult Read(DomainSeries series)
    {
        var reader = new XdrReader(slot.Reply);
        var xml = reader.ReadString();
        if (reader.Bad)
            return Garbled;
        try
        {
            series.Description = series.Domain.Describe(xml);
            return CallResult.Answered;
        }
        catch (System.Xml.XmlException problem)
        {
            return new CallResult(CallEnd.Garbled, 0, $"was answered with XML that is not well-formed: {problem.Message}");
        }
    }

    private CallResult Read(DomainSeries series, uint group, ReadStats read)
    {
        if (!StatsReader.IsWhole(slot.Reply, out var records))
            return Garbled;
        // Gone between two calls. The real exporter sees this only in the first answer, shrugs at it in the last, and dies of it elsewhere.
        if (records == 0 && group != Vcpu)
            return new CallResult(CallEnd.Garbled, 0, "was answered without the domain");
        var check = new TypeCheck();
        read(slot.Reply, series, ref check);
        check.Report(log, series.Domain.Name);
        return CallResult.Answered;
    }

    private bool Failed(DomainSeries series, string call, CallResult end)
    {
        if (end.End == CallEnd.TimedOut)
            series.Set(DomainColumn.TimedOut, 1);
        log.Error("failed to collect domain", ("domain", series.Domain.Name), ("err", end.Of(call)));
        return false;
    }

    private static readonly CallResult Garbled = new(CallEnd.Garbled, 0, "was answered with what cannot be decoded");

    private enum Activity
    {
        Unknown,
        Active,
        Inactive,
    }
}
