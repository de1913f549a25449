using System.Text.Json;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.InstrumentedApp;

// Exit codes: 0 all was exported, 2 the command line is wrong, 3 the SDK had problems, which are in the report.
const string Service = "harness-instrumented-app";
const string Stream = "instrumented-app";
try
{
    var options = AppOptions.Parse(args);
    var report = Run(options);
    Console.Out.WriteLine(JsonSerializer.Serialize(report, HarnessJson.Options));
    return report.Problems.IsEmpty ? 0 : 3;
}
catch (BadInputException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

static AppReport Run(AppOptions options)
{
    var instance = $"{Service}-{options.Seed}";
    using var problems = new SdkProblems();
    using var telemetry = new Telemetry(options, Service, instance);
    using var measurements = new Measurements();
    var app = new App(new NumberedItems(options.Seed, Stream), telemetry.Logger, measurements);
    var operations = Enumerable.Range(0, options.Count).Select(seq => app.Do(seq)).ToList();
    var ended = telemetry.Shutdown();
    return new AppReport(Service, instance, Stream, options.Seed.ToString(), [.. operations], measurements.Counters, measurements.Histogram,
        ended ? problems.All : problems.All.Add("the telemetry was not sent in time"));
}
