using System.Globalization;
using Validation.Harness;

namespace Validation.Bench.Signals;

/// <summary>What the bench is asked to do.</summary>
/// <param name="Sink">Be the receiver that answers and keeps nothing, instead of measuring.</param>
/// <param name="Items">Items of each signal to send and to verify whole.</param>
/// <param name="Lines">Log lines whose arrival is verified, for the memory.</param>
/// <param name="K6">A k6 program to measure beside; null for none.</param>
internal sealed record BenchOptions(bool Sink, int Items, int Lines, string? K6)
{
    private const string Usage = "use [sink] [--items N] [--lines N] [--k6 PROGRAM]";

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions(false, 100_000, 10_000_000, null);
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "sink" when i == 0 => options with { Sink = true },
                "--items" => options with { Items = Number(args, ++i, 1_000) },
                "--lines" => options with { Lines = Number(args, ++i, 1_000) },
                "--k6" => options with { K6 = ++i < args.Count && File.Exists(args[i]) ? args[i] : throw Bad("The bench needs a program", args, i, "a k6 program that exists") },
                _ => throw new BadInputException("The bench does not know an argument", args[i], "one of its own", args[i], Usage),
            };
        }

        return options;
    }

    private static int Number(IReadOnlyList<string> args, int at, int least) =>
        at < args.Count && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 1_000_000_000
            ? number
            : throw Bad("The bench needs a number", args, at, $"a whole number from {least} to 1000000000");

    private static BadInputException Bad(string what, IReadOnlyList<string> args, int at, string wanted) =>
        new(what, args[at - 1], wanted, at < args.Count ? args[at] : "nothing", Usage);
}
