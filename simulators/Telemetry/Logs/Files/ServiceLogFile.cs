using System.Text;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>A service's own log below a root folder: <c>var/log/nova/nova-compute.log</c>. The lines have no envelope.</summary>
/// <param name="root">Folder that stands for the node's file system.</param>
/// <param name="source">Who writes; runs in no container.</param>
public sealed class ServiceLogFile(string root, LogSource source) : LogFile(root, OnNode(source))
{
    /// <summary>
    /// Rotates as logrotate with <c>create</c> and <c>delaycompress</c>: renames the file to <c>….log.1</c>; what was that before becomes
    /// <c>….log.2.gz</c>, or is lost where nothing is to be compressed.
    /// </summary>
    /// <inheritdoc />
    public override async Task<string> RotateAsync(bool gzipOlder, Deadline deadline)
    {
        await ReopenAsync(() =>
        {
            if (gzipOlder && File.Exists(Path + ".1"))
                Compress(Path + ".1", Path + ".2.gz");
            File.Move(Path, Path + ".1", overwrite: true);
        }, deadline);
        return Path + ".1";
    }

    private protected override byte[] Bytes(WrittenLine line) => Encoding.UTF8.GetBytes(line.Text + "\n");

    private static LogSource OnNode(LogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Pod is null ? source : throw new ArgumentException($"{source.Name} runs in a container.", nameof(source));
    }
}
