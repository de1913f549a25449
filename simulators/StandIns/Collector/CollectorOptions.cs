using Validation.Harness;

namespace Validation.Simulators.StandIns.Collector;

/// <summary>The command line of the collector.</summary>
/// <param name="Config">The configuration file; empty when only the version was asked for.</param>
/// <param name="ShowVersion">Only the version was asked for.</param>
public sealed record CollectorOptions(string Config, bool ShowVersion)
{
    /// <summary>Version of the collector that this stands in for.</summary>
    public const string StandsInFor = "0.156.0";

    /// <summary>What <c>--version</c> prints.</summary>
    public const string VersionText = $"otelcol-contrib version {StandsInFor} (stand-in)";

    /// <summary>Reads <c>--config FILE</c>, <c>--config=FILE</c> and <c>--version</c>.</summary>
    /// <exception cref="BadInputException">Anything else, more than one file, or none.</exception>
    public static CollectorOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string? config = null;
        for (var i = 0; i < args.Count; i++)
        {
            var value = args[i] switch
            {
                "--version" or "-v" => null,
                "--config" when i + 1 < args.Count => args[++i],
                _ when args[i].StartsWith("--config=", StringComparison.Ordinal) => args[i]["--config=".Length..],
                _ => throw Bad("--config FILE or --version", args[i]),
            };
            if (value is null)
                return new CollectorOptions("", true);
            if (config is not null)
                throw Bad("one --config", $"also {value}");
            config = value.StartsWith("file:", StringComparison.Ordinal) ? value["file:".Length..] : value;
        }

        return new CollectorOptions(config ?? throw Bad("--config FILE", "nothing"), false);
    }

    private static BadInputException Bad(string wanted, string got) => new("The collector's flags are wrong", "command line", wanted, got, "correct it");
}
