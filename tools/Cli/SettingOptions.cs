using System.Collections.Immutable;
using System.CommandLine;
using Validation.Harness;

namespace Validation.Cli;

/// <summary>The options by which a command takes run settings.</summary>
internal sealed class SettingOptions
{
    private readonly Option<FileInfo?> _file = new("--settings") { Description = "A .runsettings file whose TestRunParameters to take." };
    private readonly Option<string[]> _set = new("--set") { Description = "A run setting, Name=Value; wins over the file. May be repeated." };
    private readonly ImmutableArray<(Option<string?> Option, string Setting)> _own;

    private SettingOptions(Command command, params ImmutableArray<(Option<string?> Option, string Setting)> own)
    {
        _own = own;
        command.Add(_file);
        command.Add(_set);
        foreach (var (option, _) in own)
            command.Add(option);
    }

    /// <summary>Adds <c>--settings</c> and <c>--set</c>.</summary>
    public static SettingOptions AddTo(Command command) => new(command);

    /// <summary>Adds those, and <c>--seed</c>, <c>--artifacts</c> and <c>--genestack</c>, which are the settings of these names.</summary>
    public static SettingOptions AddAllTo(Command command) => new(command,
        (new Option<string?>("--seed") { Description = "The seed, 1 to 16 hexadecimal digits; fresh by default: --set Seed=…" }, "Seed"),
        (new Option<string?>("--artifacts") { Description = "The folder that receives a directory per run: --set Artifacts=…" }, "Artifacts"),
        (new Option<string?>("--genestack") { Description = "The folder of a Genestack checkout, whose values the stack runs with: --set Genestack=…" }, "Genestack"));

    /// <summary>The settings that were given.</summary>
    /// <exception cref="BadInputException">The file is missing or broken, or a setting is unknown or wrong.</exception>
    public RunSettings Read(ParseResult parsed)
    {
        ImmutableArray<GivenSetting> given =
        [
            .. parsed.GetValue(_file) is { } file ? RunSettingsFile.Read(file.FullName) : [],
            .. (parsed.GetValue(_set) ?? []).Select(Pair),
            .. _own.Where(own => parsed.GetValue(own.Option) is not null)
                .Select(own => new GivenSetting(own.Setting, parsed.GetValue(own.Option)!, own.Option.Name)),
        ];
        // Each is read by itself first, so that the message names its place.
        foreach (var setting in given)
            RunSettings.Parse([KeyValuePair.Create(setting.Name, setting.Value)], setting.Where);
        return RunSettings.Parse(given.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)), "");
    }

    private static GivenSetting Pair(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? new GivenSetting(name, value, "--set")
            : throw new BadInputException("A run setting cannot be read", "--set", "Name=Value", text, "write it as --set QuietWindow=30");
}
