using System.CommandLine;
using Validation.Environments.Embedded;
using Validation.Steps.Run;

namespace Validation.Cli.Commands;

/// <summary><c>validate sweep</c>: removes what a crash left behind.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var artifacts = new Option<DirectoryInfo?>("--artifacts") { Description = "The folder of run directories; artifacts/runs of the checkout by default." };
        var cache = new Option<DirectoryInfo?>("--cache") { Description = "The component cache; the user's cache folder by default." };
        var command = new Command("sweep", "Remove processes and scratch directories that a killed run left; reports and ledgers stay.") { artifacts, cache };
        command.SetAction((parsed, cancel) => Guard.RunAsync(
            stop =>
            {
                var runs = parsed.GetValue(artifacts)?.FullName ?? ValidationRun.DefaultArtifacts;
                var removed = Sweep.Run(runs, parsed.GetValue(cache)?.FullName, TimeProvider.System);
                foreach (var line in removed)
                    Console.WriteLine($"removed {line}");
                Console.WriteLine(removed.IsEmpty ? "Nothing was left behind." : $"{removed.Length} things removed; reports and ledgers are kept.");
                return Task.FromResult(ExitCodes.Holds);
            },
            cancel));
        return command;
    }
}
