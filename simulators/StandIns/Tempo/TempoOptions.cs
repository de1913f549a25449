using Validation.Harness;

namespace Validation.Simulators.StandIns.Tempo;

/// <summary>The command line: <c>-config.file=FILE</c> and <c>-version</c>, with one hyphen or two as the real program takes them.</summary>
/// <param name="ConfigFile">The configuration; empty when only the version is wanted.</param>
/// <param name="ShowVersion">True when only the version is wanted.</param>
public sealed record TempoOptions(string ConfigFile, bool ShowVersion)
{
    /// <summary>The program whose answers were recorded.</summary>
    internal const string Version = "v2.10.8";

    /// <summary>What <c>-version</c> prints.</summary>
    public const string VersionText = $"tempo, version {Version} (branch: stand-in, revision: stand-in)";

    /// <summary>The environment variable that says how long <c>/ready</c> says no.</summary>
    public const string ReadyAfterName = "VALIDATION_TEMPO_READY_AFTER";

    /// <summary>Reads that variable; none is no time.</summary>
    /// <exception cref="BadInputException">It is no duration.</exception>
    public static TimeSpan ReadyAfter(string? value) => string.IsNullOrEmpty(value) ? TimeSpan.Zero
        : Config.GoDurations.TryParse(value, out var span) ? span
        : throw new BadInputException("A setting has a wrong value", ReadyAfterName, "a duration such as 15s", value, "correct the value");

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BadInputException">A flag is unknown, or there is no file.</exception>
    public static TempoOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string? file = null;
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var n, var v] ? (n, v) : (args[i], (string?)null);
            switch (name.TrimStart('-'))
            {
                case "version" when name.StartsWith('-') && value is null or "true":
                    return new TempoOptions("", true);
                case "config.file" when name.StartsWith('-'):
                    file = value ?? (i + 1 < args.Count ? args[++i] : null);
                    break;
                default:
                    throw new BadInputException("Unknown flag", "command line", "one of: -config.file, -version", args[i], "correct or remove it");
            }
        }

        return file is { Length: > 0 }
            ? new TempoOptions(file, false)
            : throw new BadInputException("No configuration", "command line", "-config.file=FILE", "nothing", "name the file");
    }
}
