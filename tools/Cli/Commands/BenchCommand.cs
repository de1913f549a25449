using System.CommandLine;
using Validation.Bench.Libvirt;
using Validation.Bench.Signals;
using Validation.Harness;

namespace Validation.Cli.Commands;

/// <summary><c>validate bench</c>: measures a part of the harness and prints the figures beside their targets.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "What to measure: libvirt, signals." };
        var command = new Command("bench", "Measure a part of the harness: libvirt [--domains N] [--many N] [--minutes N] [--no-libvirtd]; signals [--items N] [--lines N] [--k6 PROGRAM]. Exit code 1 when a target is missed.")
        {
            name,
        };
        // Its own words are for the bench to read, and to complain about.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Guard.RunAsync(stop => parsed.GetRequiredValue(name) switch
        {
            "libvirt" => BenchLibvirt.RunAsync([.. parsed.UnmatchedTokens], stop),
            "signals" => BenchSignals.RunAsync([.. parsed.UnmatchedTokens], stop),
            var unknown => throw new BadInputException("There is no such bench", "validate bench", "one of: libvirt, signals", unknown, "see validate bench --help"),
        }));
        return command;
    }
}
