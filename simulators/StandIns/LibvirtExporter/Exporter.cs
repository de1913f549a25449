using Validation.Simulators.StandIns.LibvirtExporter.Collect;
using Validation.Simulators.StandIns.LibvirtExporter.Describe;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>
/// Stands in for inovex/prometheus-libvirt-exporter: asks libvirt over its RPC protocol and writes the same families. Every scrape has
/// a connection of its own; scrapes may overlap. Where it differs from the real program is written down in DIFFERENCES.md.
/// </summary>
/// <param name="options">Where libvirt is and how long a call may take.</param>
/// <param name="clock">Measures the limit of a call.</param>
/// <param name="log">Told what could not be had.</param>
public sealed class Exporter(ExporterOptions options, TimeProvider clock, ExporterLog log)
{
    private readonly KnownDomains _known = new();
    private ScrapeSeries? _spare;

    /// <summary>Asks libvirt everything. A host that cannot be reached is a text that says so: <c>libvirt_up 0</c>.</summary>
    /// <param name="cancel">Gives the scrape up at once, whatever call is under way.</param>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public async Task<ScrapeText> ScrapeAsync(CancellationToken cancel)
    {
        var series = Interlocked.Exchange(ref _spare, null) ?? new ScrapeSeries();
        series.Begin();
        await CollectAsync(series, cancel);
        cancel.ThrowIfCancellationRequested();
        var text = ScrapeText.Of(series);
        _spare = series;
        return text;
    }

    /// <summary>True when libvirt can be opened.</summary>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public async Task<bool> IsHealthyAsync(CancellationToken cancel)
    {
        await using var connection = await Session.OpenAsync(options, clock, log, cancel);
        if (connection is null)
            return false;
        await Session.CloseAsync(connection, log);
        cancel.ThrowIfCancellationRequested();
        return true;
    }

    private async Task CollectAsync(ScrapeSeries series, CancellationToken cancel)
    {
        await using var connection = await Session.OpenAsync(options, clock, log, cancel);
        series.Host.Set(0, HostColumn.Up, connection is null ? 0 : 1);
        if (connection is null)
            return;
        await new Scrape(connection, _known, series, log).RunAsync();
        await Session.CloseAsync(connection, log);
    }
}
