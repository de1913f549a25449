using System.Reflection;
using System.Runtime.Loader;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Cli;

/// <summary>The built features: loaded by path, because nothing may depend on them.</summary>
internal static class FeatureAssembly
{
    private const string FileName = "Validation.Features.dll";

    /// <summary>Where a build of this checkout leaves it, in the configuration that this program was built in.</summary>
    public static string Default { get; } = Path.Combine(Checkout.Root, "features", "bin", Configuration, "net10.0", FileName);

    private static string Configuration =>
        typeof(FeatureAssembly).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";

    /// <exception cref="BadInputException">There is no such file, or it is no assembly.</exception>
    public static Assembly Load(string path)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new BadInputException("The features cannot be loaded", path, "the built features assembly", e.Message,
                "build it with 'dotnet build features', or name another one with --features", e);
        }
    }
}
