using System.Diagnostics;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Bench.Libvirt;

/// <summary>libvirtd with its own test driver: started by hand, sockets in a directory of its own, no authentication.</summary>
internal static class TestDriver
{
    private const string Name = "libvirtd";

    public static async Task MeasureAsync(int domains, Figures table, CancellationToken stop)
    {
        if (Installed.Find("libvirtd") is not { } libvirtd)
        {
            table.Note(Name, "test driver", "libvirtd is not installed (libvirt-daemon)");
            return;
        }

        await using var server = await StartAsync(libvirtd, stop);
        // The test driver's domains live only as long as one connection does.
        await using var keeper = await BenchClient.OpenAsync(server, stop);
        var clock = Stopwatch.GetTimestamp();
        var defined = 0;
        for (var i = 0; i < domains; i++)
            defined += await DefineAsync(keeper, i, stop) ? 1 : 0;
        table.Add(Name, $"define and start of {defined} domains in test:///default", Stopwatch.GetElapsedTime(clock).TotalMilliseconds, "ms");
        await new Session(Name, server, table, ofUs: false).MeasureAsync(defined + 1, stop);
        table.Note(Name, "read with care", "small domains of its own kind; domstats has state.* only; 163 is refused");
    }

    private static async Task<bool> DefineAsync(BenchClient client, int number, CancellationToken stop)
    {
        var xml = $"<domain type='test'><name>instance-{number:x8}</name><memory>8388608</memory><vcpu>4</vcpu><os><type>hvm</type></os></domain>";
        return (await client.AskAsync(Procedure.DomainCreateXml, w =>
        {
            w.Text(xml);
            w.UInt(0);
        }, stop)).IsOk;
    }

    private static async Task<ServerProcess> StartAsync(string libvirtd, CancellationToken stop)
    {
        var directory = Directory.CreateTempSubdirectory("libvirtd-").FullName;
        var config = Path.Combine(directory, "libvirtd.conf");
        await File.WriteAllTextAsync(config, $"listen_tls = 0\nunix_sock_dir = \"{directory}\"\nauth_unix_ro = \"none\"\nauth_unix_rw = \"none\"\n", stop);
        var start = new ProcessStartInfo(libvirtd, ["-f", config, "-p", Path.Combine(directory, "pid")]) { RedirectStandardError = true };
        start.Environment["HOME"] = directory;
        // Without the drivers of real hypervisors: the test driver is built in, and theirs want users and devices that may not be there.
        start.Environment["LIBVIRT_DRIVER_DIR"] = directory;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var socket = Path.Combine(directory, "libvirt-sock");
        var server = new ServerProcess(process, socket, new Uri($"test+unix:///default?socket={socket}"), "test:///default", directory);
        while (!File.Exists(socket) && !process.HasExited)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
        return server;
    }
}
