using System.Diagnostics;
using System.Globalization;

namespace Validation.Bench.Libvirt;

/// <summary>A server in a process of its own, and what the kernel says of it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // USER_HZ of Linux.
    private const double TicksPerMillisecond = 0.1;
    private readonly Process _process;
    private readonly string? _directory;

    public ServerProcess(Process process, string socket, Uri uri, string driver, string? directory = null) =>
        (_process, Socket, Uri, Driver, _directory) = (process, socket, uri, driver, directory);

    /// <summary>Path of its unix socket.</summary>
    public string Socket { get; }

    /// <summary>For virsh.</summary>
    public Uri Uri { get; }

    /// <summary>What a client opens.</summary>
    public string Driver { get; }

    /// <summary>Memory now, kB.</summary>
    public long Rss => Memory("VmRSS:");

    /// <summary>Most memory so far, kB.</summary>
    public long PeakRss => Memory("VmHWM:");

    /// <summary>CPU time so far, ms, in steps of ten.</summary>
    public double Cpu
    {
        get
        {
            // The name in parentheses may hold blanks; user and system time are the 12th and 13th field after it.
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerMillisecond;
        }
    }

    /// <summary>Starts this program once more, as the server.</summary>
    public static async Task<ServerProcess> StartSelfAsync(int domains, CancellationToken stop)
    {
        // Also when another program uses this one as a library: its own file lies beside, with its own runtime settings.
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, "serve", "--domains", domains.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // Hexadecimal. The default follows the processor's cache, and is larger than all that the server keeps.
        start.Environment["DOTNET_GCgen0size"] = "200000";
        var process = Process.Start(start)!;
        var socket = await process.StandardOutput.ReadLineAsync(stop) ?? throw new InvalidOperationException("The server has ended before it was up.");
        return new ServerProcess(process, socket, new Uri($"qemu+unix:///system?socket={socket}"), "qemu:///system");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.StartInfo.RedirectStandardInput)
            _process.StandardInput.Close();
        else
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_directory is not null)
            Directory.Delete(_directory, true);
    }

    private long Memory(string field) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
