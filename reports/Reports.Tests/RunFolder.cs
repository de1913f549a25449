using System.Runtime.CompilerServices;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

/// <summary>A copy of a hand-written stream in a directory of its own, removed afterwards.</summary>
internal sealed class RunFolder : IDisposable
{
    public RunFolder(string? stream)
    {
        Path = Directory.CreateTempSubdirectory("reports-").FullName;
        if (stream is null)
            return;
        var from = System.IO.Path.Combine(Source(), "Streams", stream);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public string Path { get; }

    public RunModel Fold() => RunFold.Of(RunEvents.Read(Path));

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public void Dispose() => Directory.Delete(Path, true);

    private static string Source([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
