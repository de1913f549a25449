using System.Collections.Immutable;
using Validation.Simulators.StandIns.Collector.Exporters;
using Validation.Simulators.StandIns.Collector.Filelog;
using Validation.Simulators.StandIns.Collector.Otlp;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Processors;
using Validation.Simulators.StandIns.Collector.Protocols;
using LogBatch = Validation.Simulators.Wire.Otlp.ExportLogsServiceRequest;
using MetricBatch = Validation.Simulators.Wire.Otlp.ExportMetricsServiceRequest;
using TraceBatch = Validation.Simulators.Wire.Otlp.ExportTraceServiceRequest;

namespace Validation.Simulators.StandIns.Collector.Parts;

/// <summary>Makes a processor of one type for one signal.</summary>
internal delegate IProcessor<T> ProcessorMaker<T>(PartContext context, IConsumer<T> next);

/// <summary>A type of receiver.</summary>
/// <param name="Make">Makes one.</param>
/// <param name="Signals">What it can receive.</param>
internal sealed record ReceiverType(ReceiverMaker Make, params ImmutableArray<string> Signals);

/// <summary>A type of processor, by signal; null where it does not take that signal.</summary>
internal sealed record ProcessorType(
    ProcessorMaker<TraceBatch>? Traces, ProcessorMaker<MetricBatch>? Metrics, ProcessorMaker<LogBatch>? Logs);

/// <summary>A type of exporter, by signal; null where it does not take that signal.</summary>
internal sealed record ExporterType(
    ExporterMaker<TraceBatch>? Traces, ExporterMaker<MetricBatch>? Metrics, ExporterMaker<LogBatch>? Logs);

/// <summary>The types of parts that a configuration may name.</summary>
internal sealed record KnownParts(
    ImmutableSortedDictionary<string, ReceiverType> Receivers,
    ImmutableSortedDictionary<string, ProcessorType> Processors,
    ImmutableSortedDictionary<string, ExporterType> Exporters,
    ImmutableArray<string> Extensions)
{
    /// <summary>All there are. A new part is one line here.</summary>
    public static KnownParts All { get; } = new(
        new Dictionary<string, ReceiverType>
        {
            ["filelog"] = new(FilelogReceiver.Make, Signals.Logs),
            ["hostmetrics"] = new(HostMetricsReceiver.Make, Signals.Metrics),
            ["jaeger"] = new(JaegerReceiver.Make, Signals.Traces),
            ["otlp"] = new(OtlpReceiver.Make, Signals.Traces, Signals.Metrics, Signals.Logs),
            ["prometheus"] = new(PrometheusReceiver.Make, Signals.Metrics),
            ["zipkin"] = new(ZipkinReceiver.Make, Signals.Traces),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        new Dictionary<string, ProcessorType>
        {
            ["attributes"] = new(AttributesProcessor.Make, AttributesProcessor.Make, AttributesProcessor.Make),
            ["batch"] = new(BatchProcessor.Make, BatchProcessor.Make, BatchProcessor.Make),
            ["memory_limiter"] = new(MemoryLimiter.Make, MemoryLimiter.Make, MemoryLimiter.Make),
            ["resource"] = new(ResourceProcessor.Make, ResourceProcessor.Make, ResourceProcessor.Make),
            ["resourcedetection"] = new(ResourceDetection.Make, ResourceDetection.Make, ResourceDetection.Make),
            ["transform"] = new(TransformProcessor.Make, TransformProcessor.Make, TransformProcessor.Make),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        new Dictionary<string, ExporterType>
        {
            ["debug"] = new(DebugExporter.Make<TraceBatch>, DebugExporter.Make<MetricBatch>, DebugExporter.Make<LogBatch>),
            ["file"] = new(FileExporter.Make<TraceBatch>, FileExporter.Make<MetricBatch>, FileExporter.Make<LogBatch>),
            ["nop"] = new(NopExporter.Make<TraceBatch>, NopExporter.Make<MetricBatch>, NopExporter.Make<LogBatch>),
            ["otlp"] = new(OtlpGrpcSender.MakeTraces, OtlpGrpcSender.MakeMetrics, OtlpGrpcSender.MakeLogs),
            ["otlp_grpc"] = new(OtlpGrpcSender.MakeTraces, OtlpGrpcSender.MakeMetrics, OtlpGrpcSender.MakeLogs),
            ["otlphttp"] = new(OtlpHttpSender.Make<TraceBatch>, OtlpHttpSender.Make<MetricBatch>, OtlpHttpSender.Make<LogBatch>),
            ["prometheusremotewrite"] = new(null, RemoteWrite, null),
            ["otlp_http"] = new(OtlpHttpSender.Make<TraceBatch>, OtlpHttpSender.Make<MetricBatch>, OtlpHttpSender.Make<LogBatch>),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        ["health_check"]);

    private static Exporter<MetricBatch> RemoteWrite(PartContext context) =>
        new(context, PrometheusRemoteWrite.MakeSender(context), ExportSettings.OfRemoteWrite(context.Settings));
}
