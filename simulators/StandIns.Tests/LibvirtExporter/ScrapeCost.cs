using System.Diagnostics;
using Validation.Simulators.StandIns.LibvirtExporter;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>
/// What a scrape costs: <c>dotnet test -c Release --filter ScrapeCost -- 'TestRunParameters.Parameter(name="Libvirt", value="/path/to/socket")'</c>.
/// </summary>
[Explicit("Measures; needs the address of a libvirt, and says more the more domains that has.")]
public sealed class ScrapeCost
{
    [Test]
    public async Task Of_a_host()
    {
        var address = TestContext.Parameters["Libvirt"].ShouldNotBeNull("give the run parameter Libvirt: a socket's path or an address");
        var exporter = new Exporter(ExporterOptions.Parse(["--libvirt.uri=" + address]), TimeProvider.System, new ExporterLog(TextWriter.Null, TimeProvider.System));
        for (var scrape = 1; scrape <= 8; scrape++)
        {
            var (allocated, cpu, wall) = (GC.GetTotalAllocatedBytes(true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            using var text = await exporter.ScrapeAsync(CancellationToken.None);
            wall.Stop();
            await TestContext.Progress.WriteLineAsync(
                $"scrape {scrape}: {wall.ElapsedMilliseconds} ms wall, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds:0} ms CPU, "
                + $"{(GC.GetTotalAllocatedBytes(true) - allocated) / 1024} KiB allocated, {text.Length / 1024} KiB of text");
            text.Length.ShouldBeGreaterThan(0);
        }

        await TestContext.Progress.WriteLineAsync($"{GC.GetTotalMemory(forceFullCollection: true) / 1024} KiB kept");
    }
}
