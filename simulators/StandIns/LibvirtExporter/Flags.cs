using System.Globalization;
using System.Net;
using Validation.Harness;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>The command line of the real program.</summary>
internal static class Flags
{
    private static readonly Dictionary<string, Func<ExporterOptions, string, ExporterOptions>> Known = new(StringComparer.Ordinal)
    {
        ["--libvirt.uri"] = (options, text) => LibvirtAddress.Parse(text) is var address
            ? options with { Libvirt = address, Driver = address.Driver ?? options.Driver }
            : options,
        ["--libvirt.driver"] = (options, text) => options with { Driver = text },
        ["--exporter.timeout"] = (options, text) => options with { CallLimit = Limit(text) },
        ["--exporter.max-concurrent-collects"] = (options, text) => options with { ConcurrentCollects = Collects(text) },
        ["--web.listen-address"] = (options, text) => options with { Listen = Listen(text) },
        ["--web.telemetry-path"] = (options, text) => options with { MetricsPath = Path("--web.telemetry-path", text) },
        ["--web.health-path"] = (options, text) => options with { HealthPath = text.Length == 0 ? "" : Path("--web.health-path", text) },
        ["--log.level"] = (options, text) => options with { LogLevel = Level(text) },
    };

    public static ExporterOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var given = new List<(string Name, string Value)>();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--version")
                return new ExporterOptions { ShowVersion = true };
            var name = args[i].Split('=', 2)[0];
            if (!Known.ContainsKey(name))
                throw new BadInputException("Unknown flag", "command line", $"one of: {string.Join(", ", Known.Keys)}, --version", args[i], "correct or remove it");
            if (name.Length < args[i].Length)
                given.Add((name, args[i][(name.Length + 1)..]));
            else if (i + 1 < args.Count)
                given.Add((name, args[++i]));
            else
                throw new BadInputException("A flag has no value", name, $"{name}=VALUE", "the end of the command line", "give it one");
        }

        // An address may name a driver; the flag that does nothing else wins, wherever it stands.
        return given.OrderBy(flag => flag.Name == "--libvirt.driver").Aggregate(new ExporterOptions(), (options, flag) => Known[flag.Name](options, flag.Value));
    }

    private static TimeSpan Limit(string text) => GoDuration.TryParse(text, out var limit) && limit > TimeSpan.Zero
        ? limit
        : throw Bad("--exporter.timeout", "a duration above zero such as 3s or 500ms", text);

    private static int Collects(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count <= 256
        ? Math.Max(1, count)
        : throw Bad("--exporter.max-concurrent-collects", "a whole number up to 256", text);

    private static IPEndPoint Listen(string text)
    {
        // As in Go, an address without a host means every interface.
        var whole = text.StartsWith(':') ? ExporterOptions.Everywhere(0).ToString()[..^2] + text
            : text.StartsWith("localhost:", StringComparison.Ordinal) ? "127.0.0.1" + text[9..]
            : text;
        return IPEndPoint.TryParse(whole, out var end) && whole.LastIndexOf(':') > whole.LastIndexOf(']') && whole.Contains(':', StringComparison.Ordinal)
            ? end
            : throw Bad("--web.listen-address", "IP:PORT or :PORT", text);
    }

    private static string Path(string flag, string text) => text.StartsWith('/') ? text : throw Bad(flag, "a path that starts with /", text);

    private static LogLevel Level(string text) => Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level)
        ? level
        : throw Bad("--log.level", "debug, info, warn or error", text);

    private static BadInputException Bad(string flag, string wanted, string got) => new("A flag has a wrong value", flag, wanted, got, "correct the value");
}
