using System.CommandLine;
using Validation.Environments.Embedded;
using Validation.Environments.Embedded.Programs;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Cli.Commands;

/// <summary><c>validate components</c>: which programs the embedded environment would use.</summary>
internal static class ComponentsCommand
{
    public static Command Create()
    {
        var fetch = new Option<bool>("--fetch") { Description = "Download what is missing." };
        var command = new Command("components", "Print every program that a run would use: version, where it comes from, where it lies.") { fetch };
        var settings = SettingOptions.AddTo(command);
        command.SetAction((parsed, _) => Guard.RunAsync(async stop =>
        {
            var options = ValidationRun.Programs(settings.Read(parsed), Console.Error.WriteLine);
            // Nothing is started; but it knows which programs there are, and says so when another one is given.
            await using var environment = new EmbeddedEnvironment(
                new EmbeddedOptions(RunIdentity.Begin(Seed.Fresh(), TimeProvider.System), "", TimeProvider.System) { Programs = options });
            using var deadline = Deadline.In(TimeSpan.FromMinutes(10), TimeProvider.System, stop);
            var rows = await ComponentInventory.ListAsync(options, parsed.GetValue(fetch), deadline);
            foreach (var line in InventoryTable.Lines(rows))
                Console.WriteLine(line);
            return rows.All(row => row.Missing is null) ? ExitCodes.Holds : ExitCodes.Violated;
        }));
        return command;
    }
}
