using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>The SDK as it comes, with its OTLP exporters for the three signals.</summary>
internal sealed class Telemetry : IDisposable
{
    private const int Milliseconds = 30_000;
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;
    private readonly BatchLogRecordExportProcessor _logs;
    private readonly ILoggerFactory _loggers;

    public Telemetry(AppOptions options, string service, string instance)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(service, "openstack", "1.0.0", autoGenerateServiceInstanceId: false, instance);
        // Nothing may be dropped for want of room: each operation has four spans and up to three lines.
        var room = Math.Max(2_048, options.Count * 4);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(App.Source).SetSampler(new AlwaysOnSampler())
            .AddOtlpExporter(o =>
            {
                Aim(o, options, "v1/traces");
                o.BatchExportProcessorOptions.MaxQueueSize = room;
            }).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(App.Source)
            .AddView(Measurements.Duration, new ExplicitBucketHistogramConfiguration { Boundaries = [.. Measurements.Bounds] })
            .AddOtlpExporter(o => Aim(o, options, "v1/metrics")).Build();
        var logs = new OtlpExporterOptions();
        Aim(logs, options, "v1/logs");
        _logs = new BatchLogRecordExportProcessor(new OtlpLogExporter(logs), room);
        _loggers = LoggerFactory.Create(builder => builder.AddOpenTelemetry(o =>
        {
            o.SetResourceBuilder(resource);
            o.IncludeFormattedMessage = true;
            o.AddProcessor(_logs);
        }));
    }

    public ILogger Logger => _loggers.CreateLogger(App.Source);

    /// <summary>Sends what is left and ends; false when it took too long. Whether the receiver took it, <see cref="SdkProblems"/> knows.</summary>
    /// <remarks>A flush is not enough: it can return while the last batch is still on its way, and what becomes of that is then in no report.</remarks>
    public bool Shutdown() => _traces.Shutdown(Milliseconds) & _metrics.Shutdown(Milliseconds) & _logs.Shutdown(Milliseconds);

    public void Dispose()
    {
        _loggers.Dispose();
        _logs.Dispose();
        _metrics.Dispose();
        _traces.Dispose();
    }

    private static void Aim(OtlpExporterOptions exporter, AppOptions options, string path)
    {
        exporter.Protocol = options.Protocol;
        // An address that is set in code is taken whole over HTTP: the exporter adds no path to it.
        exporter.Endpoint = options.Protocol == OtlpExportProtocol.Grpc ? options.Endpoint : new Uri($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.TimeoutMilliseconds = Milliseconds;
    }
}
