using System.Globalization;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Validation.Environments.Embedded.Programs;
using Validation.Harness;
using Validation.Simulators.InstrumentedApp;
using Validation.Steps.Run;

namespace Validation.Steps.Traces;

/// <summary>Runs the program that somebody instrumented with OpenTelemetry's own SDK.</summary>
public static class InstrumentedProgram
{
    private static readonly string s_assembly = Path.Combine(AppContext.BaseDirectory, "validation-instrumented-app.dll");

    /// <summary>Runs it against the stack's collector until it has sent everything, and returns what it says that it did.</summary>
    /// <param name="run">The run.</param>
    /// <param name="protocol"><c>grpc</c> or <c>http/protobuf</c>.</param>
    /// <param name="operations">How many operations it does.</param>
    /// <param name="deadline">Until when it must have ended; it is killed then.</param>
    /// <exception cref="InvalidOperationException">It gave no report.</exception>
    public static async Task<AppReport> RunAsync(ValidationRun run, string protocol, int operations, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(deadline);
        var seed = run.Identity.Seed.For(run.Signals.NewName("instrumented-app"));
        var endpoint = run.Bed["collector-deployment"].Endpoint(protocol == "grpc" ? "otlp-grpc" : "otlp-http");
        var result = await Cli.Wrap(StandIn.Dotnet)
            .WithArguments([s_assembly, "--endpoint", endpoint.ToString(), "--protocol", protocol, "--seed", seed.ToString(), "--count", operations.ToString(CultureInfo.InvariantCulture)])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(deadline.Token);
        return result.StandardOutput.Length > 0 && JsonSerializer.Deserialize<AppReport>(result.StandardOutput, HarnessJson.Options) is { } report
            ? report
            : throw new InvalidOperationException($"The instrumented program gave no report and exit code {result.ExitCode}: {result.StandardError}");
    }
}
