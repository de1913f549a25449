using System.Reflection;
using CliWrap;
using CliWrap.Buffered;
using Validation.Steps.Run;

namespace Validation.Cli.Tests.Program;

/// <summary>The built program, run as its users run it: a process of its own.</summary>
internal static class Validate
{
    /// <summary>Where the build leaves it, in the configuration of these tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Checkout.Root, "tools", "Cli", "bin",
        typeof(Validate).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0", "Validation.Cli.dll");

    /// <summary>The command without arguments.</summary>
    public static Command Command { get; } = CliWrap.Cli.Wrap("dotnet").WithValidation(CommandResultValidation.None);

    /// <summary>Runs it to its end.</summary>
    public static async Task<BufferedCommandResult> RunAsync(IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        return await Command
            .WithArguments([Path, .. arguments])
            .WithEnvironmentVariables(set =>
            {
                foreach (var (name, value) in environment)
                    set.Set(name, value);
            })
            .ExecuteBufferedAsync(limit.Token);
    }
}
