using Validation.Harness;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Steps.Logs;

/// <summary>Programs that write little else than tracebacks.</summary>
public static class Tracebacks
{
    /// <summary>The program with two formats only, each as often as the other: the first of its mix, and the one that is named.</summary>
    /// <exception cref="BadInputException">The program does not write the format.</exception>
    public static LogSource Of(LogSource program, string format)
    {
        ArgumentNullException.ThrowIfNull(program);
        var named = program.Mix.FirstOrDefault(s => s.Format.Name == format) ?? throw new BadInputException("A program does not write in a format",
            program.Name, $"one of {string.Join(", ", program.Mix.Select(s => s.Format.Name))}", format, "name one of its formats in the feature");
        return program with { Mix = [program.Mix[0] with { Weight = 1 }, named with { Weight = 1 }] };
    }
}
