using System.Globalization;
using Validation.Harness;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using LogRecord = Validation.Simulators.Wire.Otlp.LogRecord;

namespace Validation.Simulators.Telemetry.Tests.OtlpLogs;

/// <summary>What a Loki with Genestack's <c>otlp_config</c> makes of OTLP, written down from that configuration. A recording holds it.</summary>
internal static class LokiRules
{
    private static readonly string[] Labels =
    [
        "service.name", "service.namespace", "service.version", "service.instance.id", "deployment.environment", "cloud.region", "cloud.availability_zone",
        "k8s.cluster.name", "k8s.namespace.name", "k8s.pod.name", "k8s.node.name", "k8s.container.name", "k8s.deployment.name", "k8s.statefulset.name",
        "k8s.daemonset.name", "k8s.job.name", "k8s.cronjob.name", "log_type", "namespace", "pod", "node", "container", "cluster", "deployment", "statefulset",
        "daemonset", "job", "cronjob", "app", "application", "component", "instance", "part_of", "version",
    ];

    public static IEnumerable<Validation.Harness.Signals.LogRecord> Records(ExportLogsServiceRequest request) =>
        from resource in request.ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        select Record(resource.Resource, scope.Scope, record);

    private static Validation.Harness.Signals.LogRecord Record(Resource resource, InstrumentationScope scope, LogRecord record)
    {
        var stream = Flat(resource.Attributes.Where(a => Labels.Contains(a.Key)));
        var metadata = Flat(resource.Attributes.Where(a => !Labels.Contains(a.Key)).Concat(scope.Attributes).Concat(record.Attributes));
        metadata.AddRange([("scope_name", scope.Name), ("scope_version", scope.Version)]);
        if (record.SeverityNumber != SeverityNumber.Unspecified)
        {
            var level = record.SeverityNumber.ToString().TrimEnd('2', '3', '4').ToLowerInvariant();
            metadata.AddRange([("severity_number", ((int)record.SeverityNumber).ToString(CultureInfo.InvariantCulture)), ("severity_text", record.SeverityText), ("detected_level", level)]);
        }

        if (record.TimeUnixNano != 0)
            metadata.Add(("observed_timestamp", record.ObservedTimeUnixNano.ToString(CultureInfo.InvariantCulture)));
        metadata.AddRange([("trace_id", OtlpSpans.Hex(record.TraceId)), ("span_id", OtlpSpans.Hex(record.SpanId)), ("flags", record.Flags == 0 ? "" : record.Flags.ToString(CultureInfo.InvariantCulture))]);
        var body = record.Body.ToAttributeValue();
        return new Validation.Harness.Signals.LogRecord((long)(record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano), body.Text, LabelSet.Of([.. stream]), LabelSet.Of([.. metadata]));
    }

    private static List<(string, string)> Flat(IEnumerable<KeyValue> attributes, string before = "") =>
    [
        .. attributes.SelectMany(a => a.Value.ValueCase == AnyValue.ValueOneofCase.KvlistValue
            ? Flat(a.Value.KvlistValue.Values, $"{before}{a.Key}_")
            : [(string.Concat((before + a.Key).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')), a.Value.ToAttributeValue().Text)]),
    ];
}
