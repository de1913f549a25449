using System.Diagnostics;
using System.Globalization;
using Validation.Harness;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>A program of the distribution, when it is there.</summary>
internal static class RealProgram
{
    /// <summary>Its path; ends the test as ignored, with the reason, when it is not installed.</summary>
    public static string Find(string name, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Ignore($"{name} is not installed; the package {package} has it.");
        return found;
    }

    /// <summary>Runs it to its end, at most a minute.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string path, params string[] arguments)
    {
        using var process = Start(path, arguments);
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    public static Process Start(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>The TCP port that a process listens on: it asked the kernel for any, and does not say which it got.</summary>
    public static async Task<int> PortOfAsync(Process process)
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!deadline.Passed && !process.HasExited)
        {
            var sockets = Directory.EnumerateFiles($"/proc/{process.Id}/fd").Select(TargetOf).ToHashSet();
            foreach (var row in File.ReadLines($"/proc/{process.Id}/net/tcp").Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                const string listening = "0A";
                if (row[3] == listening && sockets.Contains($"socket:[{row[9]}]"))
                    return int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }

            await deadline.DelayAsync(TimeSpan.FromMilliseconds(20));
        }

        throw new InvalidOperationException($"{process.StartInfo.FileName} listens on no port.");
    }

    private static string TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, false)?.Name ?? "";
        }
        catch (IOException)
        {
            // The program closed it since we listed it.
            return "";
        }
    }
}
