using Microsoft.CodeAnalysis.Diagnostics;

namespace Validation.Bdd.Generator;

/// <summary>What the build tells of the features project.</summary>
/// <param name="Directory">The project's folder with a slash at its end; empty when not told.</param>
/// <param name="RootNamespace">The namespace of the generated fixtures.</param>
/// <param name="Deterministic">True when no path of this machine may get into the output.</param>
internal sealed record ProjectOptions(string Directory, string RootNamespace, bool Deterministic)
{
    public static ProjectOptions Of(AnalyzerConfigOptions options)
    {
        var directory = Get(options, "ProjectDir").Replace('\\', '/');
        if (directory.Length > 0 && directory[directory.Length - 1] != '/')
            directory += "/";
        var root = Get(options, "RootNamespace");
        return new ProjectOptions(directory, root.Length > 0 ? root : "Features", Get(options, "DeterministicSourcePaths") == "true");
    }

    /// <summary>The path relative to the project, with forward slashes; only the file's name when it lies outside.</summary>
    public string Relative(string path)
    {
        var slashed = path.Replace('\\', '/');
        if (Directory.Length > 0 && slashed.StartsWith(Directory, StringComparison.Ordinal))
            return slashed.Substring(Directory.Length);
        return slashed.Length > 0 && slashed[0] == '/' ? Path.GetFileName(slashed) : slashed;
    }

    /// <summary>The path for the line directives: where a debugger finds the file, or a mapped one as the compiler maps its own.</summary>
    public string LinePath(string path) =>
        Deterministic ? $"/_/{Path.GetFileName(Directory.TrimEnd('/'))}/{Relative(path)}" : path;

    private static string Get(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue("build_property." + property, out var value) ? value : "";
}
