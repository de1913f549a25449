using System.Text.Json.Nodes;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

/// <summary>Batches of metrics to translate, and their series as texts.</summary>
internal static class MetricBatches
{
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The recorded request with every kind of metric, with the resource attributes that resourcedetection added.</summary>
    public static ExportMetricsServiceRequest Recorded()
    {
        var json = JsonNode.Parse(File.ReadAllText(TestParts.Recorded("otlp-metrics.json")))!;
        var batch = Parse(json);
        batch.ResourceMetrics[0].Resource.Attributes.Add(Text("host.name", "vm"));
        batch.ResourceMetrics[0].Resource.Attributes.Add(Text("os.type", "linux"));
        return batch;
    }

    public static ExportMetricsServiceRequest Of(params Metric[] metrics)
    {
        var scope = new ScopeMetrics();
        scope.Metrics.AddRange(metrics);
        return new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = new Resource(), ScopeMetrics = { scope } } } };
    }

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static Metric Gauge(string name, string unit, double value, params KeyValue[] attributes)
    {
        var point = new NumberDataPoint { AsDouble = value, TimeUnixNano = 1_795_370_112_066_999_999 };
        point.Attributes.AddRange(attributes);
        return new Metric { Name = name, Unit = unit, Gauge = new Gauge { DataPoints = { point } } };
    }

    public static Metric Sum(string name, string unit, bool monotonic = true, AggregationTemporality temporality = AggregationTemporality.Cumulative) => new()
    {
        Name = name,
        Unit = unit,
        Sum = new Sum { IsMonotonic = monotonic, AggregationTemporality = temporality, DataPoints = { new NumberDataPoint { AsInt = 5, TimeUnixNano = 1_000_000 } } },
    };

    public static string Labels(TimeSeries series) => string.Join(",", series.Labels.Select(l => $"{l.Name}={l.Value}"));

    public static string Name(TimeSeries series) => series.Labels.Single(l => l.Name == "__name__").Value;

    // In OTLP's JSON the ids are hexadecimal, in protobuf's base64.
    private static ExportMetricsServiceRequest Parse(JsonNode json)
    {
        Visit(json);
        return s_parser.Parse<ExportMetricsServiceRequest>(json.ToJsonString());

        static void Visit(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list)
                    Visit(item);
            }

            if (node is not JsonObject map)
                return;
            foreach (var (key, value) in map.ToList())
            {
                if (key is "traceId" or "spanId")
                    map[key] = Convert.ToBase64String(Convert.FromHexString(value!.GetValue<string>()));
                else
                    Visit(value);
            }
        }
    }
}
