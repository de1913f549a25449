using System.Collections.Immutable;
using System.CommandLine;
using Validation.Environments.Embedded.Programs;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Cli.Commands;

/// <summary><c>validate components</c>: which programs the embedded environment would use.</summary>
internal static class ComponentsCommand
{
    public static Command Create()
    {
        var settings = new Option<FileInfo?>("--settings") { Description = "A .runsettings file whose programs and cache to take." };
        var set = new Option<string[]>("--set") { Description = "A run setting, Name=Value. May be repeated." };
        var fetch = new Option<bool>("--fetch") { Description = "Download what is missing." };
        var command = new Command("components", "Print every program that a run would use: version, where it comes from, where it lies.") { settings, set, fetch };
        command.SetAction((parsed, cancel) => Guard.RunAsync(
            async stop =>
            {
                var options = ValidationRun.Programs(RunSettingsFile.Read(parsed.GetValue(settings)?.FullName, parsed.GetValue(set) ?? []), Console.Error.WriteLine);
                using var deadline = Deadline.In(TimeSpan.FromMinutes(10), TimeProvider.System, stop);
                return Tell(await ComponentInventory.ListAsync(options, parsed.GetValue(fetch), deadline));
            },
            cancel));
        return command;
    }

    private static int Tell(ImmutableArray<InventoryRow> rows)
    {
        foreach (var row in rows)
            Console.WriteLine(row.Missing is null ? $"{row.Program,-18} {row.Version,-14} {row.Source}\n{"",-18} {row.Path}" : $"{row.Program,-18} missing: {row.Missing}");
        return rows.All(r => r.Missing is null) ? ExitCodes.Holds : ExitCodes.Violated;
    }
}
