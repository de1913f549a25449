using Validation.Harness;
using Validation.Simulators.StandIns.Loki.Config;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>What the command line and the configuration say.</summary>
public sealed class LokiOptions
{
    /// <summary>The version that is stood in for.</summary>
    public const string Version = "3.7.6";

    /// <summary>What <c>-version</c> prints.</summary>
    public const string VersionText = $"loki, version {Version} (stand-in for grafana/loki {Version})";

    private static readonly string[] s_flags = ["config.file", "config.expand-env", "target", "version"];

    private LokiOptions(LokiSettings? settings, TimeSpan readyAfter) => (Settings, ReadyAfter) = (settings, readyAfter);

    /// <summary>True when only the version is wanted.</summary>
    public bool ShowVersion => Settings is null;

    /// <summary>How long after the start <c>/ready</c> answers 503.</summary>
    internal TimeSpan ReadyAfter { get; }

    internal LokiSettings? Settings { get; }

    /// <summary>Reads the command line: <c>-config.file=FILE</c>, also with two hyphens, or <c>-version</c>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="readyAfter">The environment's <c>VALIDATION_LOKI_READY_AFTER</c>, a duration such as <c>15s</c>; null for at once.</param>
    /// <exception cref="BadInputException">A flag or a setting is wrong.</exception>
    public static LokiOptions Parse(IReadOnlyList<string> args, string? readyAfter = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        string? file = null;
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name == "version")
                return new LokiOptions(null, TimeSpan.Zero);
            if (name is "config.file" or "target" && value is null)
                value = i + 1 < args.Count ? args[++i] : throw Bad("A flag has no value", $"-{name}=VALUE", "the end of the command line", "give it one");
            file = name == "config.file" ? value : file;
        }

        return file is null
            ? throw Bad("There is no configuration", "-config.file=FILE", "no such flag", "name the file")
            : Of(LokiSettings.Load(file), readyAfter);
    }

    internal static LokiOptions Of(LokiSettings settings, string? readyAfter = null)
    {
        var after = TimeSpan.Zero;
        if (readyAfter is not null && !StandIns.Config.GoDurations.TryParse(readyAfter, out after))
            throw new BadInputException("The time to ready is wrong", "environment variable VALIDATION_LOKI_READY_AFTER", "a duration such as 15s", readyAfter, "correct or remove it");
        return new LokiOptions(settings, after);
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var parts = arg.TrimStart('-').Split('=', 2);
        return arg.StartsWith('-') && s_flags.Contains(parts[0])
            ? (parts[0], parts.Length > 1 ? parts[1] : null)
            : throw Bad("Unknown flag", $"one of: {string.Join(", ", s_flags.Select(f => "-" + f))}", arg, "correct or remove it");
    }

    private static BadInputException Bad(string what, string wanted, string got, string remedy) => new(what, "command line", wanted, got, remedy);
}
