using System.CommandLine;
using Spectre.Console;
using Validation.Environments.Embedded;

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
                var found = RunSettingsFile.Read(parsed.GetValue(settings)?.FullName, parsed.GetValue(set) ?? []);
                var table = new Table().AddColumns("component", "version", "origin", "path");
                foreach (var row in await ComponentInventory.ListAsync(found, parsed.GetValue(fetch), stop))
                    table.AddRow(row.Select(Markup.Escape).ToArray());
                AnsiConsole.Write(table);
                return ExitCodes.Holds;
            },
            cancel));
        return command;
    }
}
