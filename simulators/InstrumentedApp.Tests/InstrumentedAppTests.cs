using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.InstrumentedApp.Tests;

/// <summary>The real program against servers that take OTLP: what arrives is what it says that it did.</summary>
public sealed class InstrumentedAppTests
{
    private const int Count = 40;

    [Test]
    public async Task What_arrives_over_gRPC_is_what_the_report_says()
    {
        await using var receiver = await GrpcReceiver.AcceptingAsync();
        var (code, report, errors) = await RunAsync(receiver.Endpoint, "grpc");
        code.ShouldBe(0, $"{errors}{string.Join("\n", report?.Problems ?? [])}");
        Agree(report!, [.. receiver.Calls.Select(c => c.Message)]);
    }

    [Test]
    public async Task What_arrives_over_HTTP_is_what_the_report_says()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200, "application/x-protobuf");
        var (code, report, errors) = await RunAsync(receiver.Endpoint, "http/protobuf");
        code.ShouldBe(0, $"{errors}{string.Join("\n", report?.Problems ?? [])}");
        Agree(report!, [.. receiver.Requests.Select<Received, IMessage>(r => r.Path switch
        {
            "/v1/traces" => ExportTraceServiceRequest.Parser.ParseFrom(r.Body),
            "/v1/metrics" => ExportMetricsServiceRequest.Parser.ParseFrom(r.Body),
            _ => ExportLogsServiceRequest.Parser.ParseFrom(r.Body),
        })]);
    }

    [Test]
    public async Task A_refusal_is_a_problem_and_an_exit_code()
    {
        await using var receiver = await GrpcReceiver.RefusingAsync(StatusCode.InvalidArgument, "no");
        var (code, report, _) = await RunAsync(receiver.Endpoint, "grpc");
        code.ShouldBe(3);
        report!.Problems.ShouldNotBeEmpty();
    }

    [TestCase("--endpoint", "nowhere", "an address with http or https")]
    [TestCase("--protocol", "http/json", "grpc or http/protobuf")]
    [TestCase("--seed", "xyz", "1 to 16 hexadecimal digits")]
    [TestCase("--count", "0", "1 to 100000")]
    [TestCase("--what", "1", "each option once, with its value")]
    public void A_wrong_command_line_is_one_sentence(string option, string value, string wanted)
    {
        var right = new Dictionary<string, string> { ["--endpoint"] = "http://127.0.0.1:1", ["--protocol"] = "grpc", ["--seed"] = "1", ["--count"] = "1" };
        right[option] = value;
        Should.Throw<BadInputException>(() => AppOptions.Parse([.. right.SelectMany(o => new[] { o.Key, o.Value })])).Message.ShouldContain($"wanted {wanted}");
    }

    private static void Agree(AppReport report, IMessage[] messages)
    {
        var items = new NumberedItems(new Seed(0x5eed), report.Stream);
        report.Operations.Select(o => o.Seq).ShouldBe(Enumerable.Range(0, Count).Select(i => (long)i));
        var spans = messages.OfType<ExportTraceServiceRequest>().SelectMany(m => m.ToRecords()).ToArray();
        spans.Select(s => (s.TraceId, s.SpanId, s.ParentSpanId, s.Name, s.Kind.ToString(), s.Status == SpanStatus.Error, s.Attributes["harness.mark"].Text))
            .ShouldBe(report.Operations.SelectMany(o => o.Spans.Select(s => (o.TraceId, s.SpanId, s.ParentSpanId, s.Name, s.Kind, s.Failed, items.Mark(o.Seq)))), ignoreOrder: true);
        spans.ShouldAllBe(s => s.Service == report.Service && s.Resource["service.instance.id"].Text == report.Instance);
        report.Operations.ShouldAllBe(o => o.Spans.Count(s => s.ParentSpanId == "") == 1);
        report.Operations.ShouldContain(o => o.Spans[0].Failed);

        var logs = messages.OfType<ExportLogsServiceRequest>().SelectMany(m => m.ResourceLogs).SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords);
        logs.Select(l => (OtlpSpans.Hex(l.TraceId), OtlpSpans.Hex(l.SpanId), l.Body.StringValue, l.SeverityText))
            .ShouldBe(report.Operations.SelectMany(o => o.Logs.Select(l => (o.TraceId, l.SpanId, l.Body, l.Severity))), ignoreOrder: true);

        var metrics = messages.OfType<ExportMetricsServiceRequest>().Last().ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).ToDictionary(m => m.Name);
        var counters = metrics.Values.Where(m => m.Sum is not null).SelectMany(m => m.Sum.DataPoints.Select(p =>
            new AppCounter(m.Name, m.Unit, p.Attributes.Single(a => a.Key == "outcome").Value.StringValue, p.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? p.AsInt : p.AsDouble)));
        counters.ShouldBe(report.Counters, ignoreOrder: true);
        var histogram = metrics[report.Duration.Name].Histogram.DataPoints.ShouldHaveSingleItem();
        ((long)histogram.Count, histogram.Sum).ShouldBe((report.Duration.Count, report.Duration.Sum));
        histogram.BucketCounts.Select(b => (long)b).ShouldBe(report.Duration.Buckets);
        histogram.ExplicitBounds.ShouldBe(report.Duration.Bounds);
    }

    private static async Task<(int Code, AppReport? Report, string Errors)> RunAsync(Uri endpoint, string protocol)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(AppReport).Assembly.Location, "--endpoint", endpoint.ToString(), "--protocol", protocol, "--seed", "5eed", "--count", $"{Count}" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Length > 0 ? JsonSerializer.Deserialize<AppReport>(output, HarnessJson.Options) : null, await errors);
    }
}
