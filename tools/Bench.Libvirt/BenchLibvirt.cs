using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt;

namespace Validation.Bench.Libvirt;

/// <summary>
/// Measures the simulated compute host in a process of its own: memory, CPU of an exporter's scrape, virsh, one small call,
/// a large host, and a soak; beside libvirtd's own test driver where that is installed.
/// </summary>
public static class BenchLibvirt
{
    /// <summary>Runs the bench and prints a table.</summary>
    /// <param name="args"><c>[--domains N] [--many N] [--minutes N] [--no-libvirtd]</c>; <c>serve --domains N</c> is the server itself.</param>
    /// <param name="stop">Ends the bench, and the processes that it started.</param>
    /// <returns>0 when every target was met, 1 when one was missed.</returns>
    /// <exception cref="BadInputException">An argument makes no sense.</exception>
    public static async Task<int> RunAsync(string[] args, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = BenchOptions.Parse(args);
        if (options.Serve)
            return await ServeAsync(options, stop);
        var table = new Figures();
        await using (var server = await ServerProcess.StartSelfAsync(options.Domains, stop))
        {
            await new Session("simulator", server, table, ofUs: true).MeasureAsync(options.Domains, stop);
            if (options.Soak > TimeSpan.Zero)
                await Soak.RunAsync(server, options.Soak, table, stop);
        }

        if (options.Many > 0)
        {
            await using var large = await ServerProcess.StartSelfAsync(options.Many, stop);
            await LargeHost.MeasureAsync(large, options.Many, table, stop);
        }

        if (options.Beside)
            await TestDriver.MeasureAsync(options.Domains, table, stop);
        await Console.Out.WriteLineAsync(table.ToString());
        return table.Missed == 0 ? 0 : 1;
    }

    // Ends with its standard input, so that no server outlives its bench.
    private static async Task<int> ServeAsync(BenchOptions options, CancellationToken stop)
    {
        var model = new CloudModel(new CloudSpec(new Seed(1), 1, options.Domains) { VolumesPerServer = 1, PortsPerServer = 2 }, GuestClock.Running(TimeProvider.System));
        await using var simulator = await LibvirtSimulator.StartAsync(model);
        var server = simulator.Hosts.Single();
        // What building the cloud left behind is not what serving it takes.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true);
        await Console.Out.WriteLineAsync(server.SocketPath);
        await Console.In.ReadLineAsync(stop);
        foreach (var failure in server.Failures)
            await Console.Error.WriteLineAsync(failure.ToString());
        return server.Failures.IsEmpty ? 0 : 1;
    }
}
