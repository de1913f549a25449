using System.CommandLine;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Cli.Commands;

/// <summary><c>validate run</c>: runs the acceptance features and writes the reports.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var settings = new Option<FileInfo?>("--settings") { Description = "A .runsettings file whose TestRunParameters to take." };
        var set = new Option<string[]>("--set") { Description = "A run setting, Name=Value; wins over the file. May be repeated." };
        var tags = new Option<string[]>("--tag") { Description = "Only scenarios with this tag; with several, any of them." };
        var name = new Option<string?>("--name") { Description = "Only scenarios whose title contains this text." };
        var features = new Option<FileInfo?>("--features") { Description = "The built features assembly; found beside the checkout by default." };
        var command = new Command("run", "Run the acceptance features and write the reports.") { settings, set, tags, name, features };
        command.SetAction((parsed, cancel) => Guard.RunAsync(
            stop => FeatureRun.RunAsync(
                RunSettingsFile.Read(parsed.GetValue(settings)?.FullName, parsed.GetValue(set) ?? []),
                new Selection([.. parsed.GetValue(tags) ?? []], parsed.GetValue(name)),
                parsed.GetValue(features)?.FullName ?? FeatureAssembly.Default,
                stop),
            cancel));
        return command;
    }
}
