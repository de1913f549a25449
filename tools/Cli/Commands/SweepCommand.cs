using System.Collections.Immutable;
using System.CommandLine;
using Validation.Environments.Embedded.Processes;
using Validation.Environments.Embedded.Programs;
using Validation.Harness;
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
            async stop =>
            {
                using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System, stop);
                var runs = parsed.GetValue(artifacts)?.FullName ?? ValidationRun.DefaultArtifacts;
                return Tell(await Sweep.RunAsync(runs, parsed.GetValue(cache)?.FullName ?? ProgramCache.Default, deadline));
            },
            cancel));
        return command;
    }

    private static int Tell(ImmutableArray<Swept> swept)
    {
        foreach (var thing in swept)
            Console.WriteLine(thing.Problem is null ? $"removed {thing.Kind} {thing.What}" : $"could not remove {thing.Kind} {thing.What}: {thing.Problem}");
        Console.WriteLine(swept.IsEmpty ? "Nothing was left behind." : "Ledgers, events, reports and logs are kept.");
        return swept.All(s => s.Problem is null) ? ExitCodes.Holds : ExitCodes.Violated;
    }
}
