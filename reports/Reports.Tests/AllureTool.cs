using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace Validation.Reports.Tests;

/// <summary>
/// The official program of Allure 3, installed once with npm into a cache folder: that of the environment variable
/// VALIDATION_ALLURE, else <c>genestack-validation/allure</c> in the user's cache. A test that cannot have it is skipped with the reason.
/// </summary>
internal static class AllureTool
{
    private const string Package = "allure@3.18.0";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Makes the site of a results directory.</summary>
    public static async Task GenerateAsync(string results, string site)
    {
        var program = await ProgramAsync();
        var (code, output) = await RunAsync(program, ["generate", results, "--output", site], Path.GetDirectoryName(results)!);
        code.ShouldBe(0, output);
    }

    private static async Task<string> ProgramAsync()
    {
        var cache = Environment.GetEnvironmentVariable("VALIDATION_ALLURE") is { Length: > 0 } given ? given : Path.Combine(UserCache(), "genestack-validation", "allure");
        var home = Path.Combine(cache, Package);
        var program = Path.Combine(home, "node_modules", ".bin", "allure");
        if (!File.Exists(program))
            await InstallAsync(home);
        return program;
    }

    /// <summary>Installs beside and moves: a run at the same time finds all of it or nothing.</summary>
    private static async Task InstallAsync(string home)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home)!);
        var beside = $"{home}.{Environment.ProcessId}";
        try
        {
            var (code, output) = await RunAsync("npm",
                ["install", "--prefix", beside, "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=30000", Package],
                Path.GetDirectoryName(home)!);
            if (code != 0)
                Assert.Ignore($"npm cannot install {Package}: {output.Trim()}");
            if (!Directory.Exists(home))
                Directory.Move(beside, home);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string directory)
    {
        var output = new StringBuilder();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(directory).WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
                .ExecuteAsync(limit.Token);
            return (result.ExitCode, output.ToString());
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or CliWrapException && program == "npm")
        {
            Assert.Ignore($"npm cannot be started: {e.Message}");
            throw;
        }
    }

    private static string UserCache() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
        ? xdg
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
