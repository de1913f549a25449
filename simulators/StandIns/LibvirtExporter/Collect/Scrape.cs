using Validation.Simulators.StandIns.LibvirtExporter.Describe;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>One scrape over one connection: lists, descriptions, then domains and pools by as many workers as there are slots.</summary>
internal sealed class Scrape(LibvirtConnection connection, KnownDomains known, ScrapeSeries series, ExporterLog log)
{
    private readonly Worker[] _workers = [.. connection.Slots.Select(slot => new Worker(connection, slot, log))];

    /// <summary>Fills the series. What cannot be had is missing and logged.</summary>
    public async Task RunAsync()
    {
        if (await ListAsync("ConnectListAllDomains", Procedure.ConnectListAllDomains, known.Read) is not { } domains)
            return;
        series.Begin(domains);
        await ForEachAsync(domains.Length, (worker, i) => worker.DescribeAsync(series.Domains[i]));
        series.Host.Set(0, HostColumn.Domains, domains.Length);

        if (await ListAsync("ConnectListAllStoragePools", Procedure.ConnectListAllStoragePools, StoragePool.Read) is not { } pools)
            return;
        foreach (var pool in pools)
            series.Pools.Add(Label.Of(("storage_pool", pool.Name)));
        await ForEachAsync(domains.Length + pools.Length, (worker, i) =>
            i >= domains.Length ? worker.CollectAsync(pools[i - domains.Length], series.Pools, i - domains.Length)
            : series.Domains[i].Description is null ? ValueTask.CompletedTask
            : worker.CollectAsync(series.Domains[i]));
    }

    private delegate T[]? ReadList<T>(ReadOnlySpan<byte> reply);

    private async Task<T[]?> ListAsync<T>(string name, int procedure, ReadList<T> read)
    {
        var slot = connection.Slots[0];
        slot.Request.Begin(procedure).UInt32(1).UInt32(0);
        var end = await connection.CallAsync(slot);
        var list = end.Ok ? read(slot.Reply) : null;
        if (list is null)
            log.Error("failed to list", ("err", end.Ok ? $"call to {name} was answered with what cannot be decoded" : end.Of(name)));
        return list;
    }

    private Task ForEachAsync(int count, Func<Worker, int, ValueTask> work)
    {
        var next = -1;
        return Task.WhenAll(_workers.Select(WorkAsync));

        async Task WorkAsync(Worker worker)
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                await work(worker, i);
        }
    }
}
