using System.Globalization;
using Validation.Harness;

namespace Validation.Bench.Libvirt;

/// <summary>What the bench is asked to do.</summary>
/// <param name="Serve">Be the server that is measured, instead of measuring.</param>
/// <param name="Domains">Domains of the host.</param>
/// <param name="Many">Domains of the large host; 0 leaves it out.</param>
/// <param name="Soak">How long to scrape each second at the end; zero for none.</param>
/// <param name="Beside">Measure libvirtd's own test driver, too, where it is installed.</param>
internal sealed record BenchOptions(bool Serve, int Domains, int Many, TimeSpan Soak, bool Beside)
{
    private const string Usage = "use [serve] [--domains N] [--many N] [--minutes N] [--no-libvirtd]";

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions(false, 1_000, 10_000, TimeSpan.Zero, true);
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "serve" when i == 0 => options with { Serve = true },
                "--domains" => options with { Domains = (int)Number(args, ++i, 1) },
                "--many" => options with { Many = (int)Number(args, ++i, 0) },
                "--minutes" => options with { Soak = TimeSpan.FromMinutes(Number(args, ++i, 0)) },
                "--no-libvirtd" => options with { Beside = false },
                _ => throw new BadInputException("The bench does not know an argument", args[i], "one of its own", args[i], Usage),
            };
        }

        return options;
    }

    private static double Number(IReadOnlyList<string> args, int at, double least) =>
        at < args.Count && double.TryParse(args[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 16_384
            ? number
            : throw new BadInputException("The bench needs a number", args[at - 1], $"a number from {least} to 16384", at < args.Count ? args[at] : "nothing", Usage);
}
