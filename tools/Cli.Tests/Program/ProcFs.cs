using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Validation.Cli.Tests.Program;

/// <summary>What the kernel knows of processes, seen from outside.</summary>
internal static partial class ProcFs
{
    /// <summary>Processes whose command line or environment contains the text; those that are dead and not yet reaped do not count.</summary>
    public static ImmutableArray<int> Holding(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => pid != Environment.ProcessId && (Read(pid, "cmdline") + Read(pid, "environ")).Contains(text, StringComparison.Ordinal)),
    ];

    /// <summary>Loopback ports that the command line of a process names.</summary>
    public static IEnumerable<int> PortsOf(int pid) => Ports(Read(pid, "cmdline"));

    /// <summary>Loopback ports that a text names.</summary>
    public static IEnumerable<int> Ports(string text) =>
        Port().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct();

    /// <summary>True when somebody listens on the loopback port.</summary>
    public static bool Answers(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(System.Net.IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone since we looked, or another user's: not ours.
            return "";
        }
    }

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)")]
    private static partial Regex Port();
}
