namespace Validation.Cli.Tests.Program;

/// <summary>Search paths, so that it does not matter what is installed here.</summary>
internal static class Tools
{
    private static readonly string[] Names =
        ["apt-config", "apt-get", "dotnet", "dpkg", "dpkg-deb", "dpkg-query", "env", "gpgv", "setpriv", "setsid", "sh", "unshare"];

    /// <summary>A search path with the tools that the harness calls, and no component.</summary>
    public static string Only(Scratch scratch)
    {
        var folder = Directory.CreateDirectory(scratch.At("bin")).FullName;
        foreach (var name in Names)
        {
            if (Find(name) is { } path)
                File.CreateSymbolicLink(Path.Combine(folder, name), path);
        }

        return folder;
    }

    /// <summary>Where a tool is on this machine; null when it is not.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
