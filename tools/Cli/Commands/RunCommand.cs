using System.CommandLine;

namespace Validation.Cli.Commands;

/// <summary><c>validate run</c>: runs the acceptance features and writes the reports.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var tags = new Option<string[]>("--tag") { Description = "Only scenarios with this tag; with several, any of them." };
        var name = new Option<string?>("--name") { Description = "Only scenarios whose title contains this text." };
        var features = new Option<FileInfo?>("--features") { Description = "The built features assembly; that of the checkout by default." };
        var command = new Command("run", "Run the acceptance features and write the reports.") { tags, name, features };
        var settings = SettingOptions.AddAllTo(command);
        command.SetAction((parsed, _) => Guard.RunAsync(stop => FeatureRun.RunAsync(
            settings.Read(parsed),
            new Selection([.. parsed.GetValue(tags) ?? []], parsed.GetValue(name)),
            parsed.GetValue(features)?.FullName ?? FeatureAssembly.Default,
            stop)));
        return command;
    }
}
