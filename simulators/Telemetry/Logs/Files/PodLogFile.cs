using System.Globalization;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>
/// A container's log below a root folder, as containerd writes and the kubelet rotates it:
/// <c>var/log/pods/namespace_pod_uid/container/0.log</c>.
/// </summary>
/// <param name="root">Folder that stands for the node's file system.</param>
/// <param name="source">Who writes; runs in a container.</param>
public sealed class PodLogFile(string root, LogSource source) : LogFile(root, OfPod(source))
{
    /// <summary>Rotates as the kubelet: renames the file to <c>0.log.yyyyMMdd-HHmmss</c>. Two rotations need two seconds.</summary>
    /// <inheritdoc />
    public override async Task<string> RotateAsync(bool gzipOlder, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var rotated = Path + "." + deadline.Clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        await ReopenAsync(() =>
        {
            // Not by a pattern: 0.log.* matches 0.log too.
            var older = Directory.GetFiles(Folder)
                .Where(f => f.StartsWith(Path + ".", StringComparison.Ordinal) && !f.EndsWith(".gz", StringComparison.Ordinal)).ToList();
            File.Move(Path, rotated);
            if (gzipOlder)
                older.ForEach(f => Compress(f, f + ".gz"));
        }, deadline);
        return rotated;
    }

    /// <summary>The container is started again: from now on the lines go to <c>1.log</c>, and so on. The earlier file stays.</summary>
    public Task RestartAsync(Deadline deadline) => ReopenAsync(() => Source = Source.Restarted(), deadline);

    private string Folder => System.IO.Path.GetDirectoryName(Path)!;

    private protected override byte[] Bytes(WrittenLine line) => CriLines.Write(line);

    private static LogSource OfPod(LogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Pod is not null ? source : throw new ArgumentException($"{source.Name} runs in no container.", nameof(source));
    }
}
