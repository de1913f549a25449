using Validation.Simulators.StandIns.LibvirtExporter;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>Scrapes with the exporter in this process.</summary>
internal static class Scraping
{
    public static ExporterOptions Options(string socket, int collects = 1) => new() { Libvirt = LibvirtAddress.Parse(socket), ConcurrentCollects = collects };

    public static async Task<string> ScrapeAsync(ExporterOptions options, TimeProvider? clock = null, TextWriter? log = null, CancellationToken cancel = default)
    {
        clock ??= TimeProvider.System;
        using var text = await new Exporter(options, clock, new ExporterLog(log ?? TextWriter.Null, clock)).ScrapeAsync(cancel);
        return text.ToString();
    }

    public static string[] Series(this string text, string start) => [.. text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];
}
