using Validation.Cli.Tests.Program;

namespace Validation.Cli.Tests.Stopping;

/// <summary>Skips tests, with the reason, where the real programs cannot be had.</summary>
internal static class RealPrograms
{
    public static async Task OrSkipAsync()
    {
        var list = await Validate.RunAsync(["components", "--fetch"]);
        if (list.ExitCode != 0)
            Assert.Ignore($"The real programs are not at hand: {list.StandardOutput}{list.StandardError}");
    }
}
