namespace Validation.Cli.Tests.Program;

/// <summary>A folder for one test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cli tests-").FullName;

    /// <summary>Where runs may be kept.</summary>
    public string Runs => At("runs");

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A shell script that can be executed.</summary>
    public string Script(string name, string text)
    {
        var path = Write(name, "#!/bin/sh\n" + text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
