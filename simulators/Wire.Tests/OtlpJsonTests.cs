using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Wire.Tests;

public sealed class OtlpJsonTests
{
    private static ExportTraceServiceRequest Spans(string span) =>
        Read<ExportTraceServiceRequest>($$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{span}}]}]}]}""");

    private static Span Span(string json) => Spans(json).ResourceSpans[0].ScopeSpans[0].Spans[0];

    private static T Read<T>(string json)
        where T : IMessage<T>, new() => OtlpJson.Read<T>(Encoding.UTF8.GetBytes(json));

    [TestCase("collector/out-traces.jsonl")]
    public void Traces_that_a_collector_wrote_are_written_the_same_again(string name)
    {
        foreach (var line in Recorded.Lines(name))
            IsWrittenAgain(line, OtlpJson.Write(OtlpJson.Read<ExportTraceServiceRequest>(line)));
    }

    [TestCase("collector/out-logs-otlp.jsonl")]
    public void Logs_that_a_collector_wrote_are_written_the_same_again(string name)
    {
        foreach (var line in Recorded.Lines(name))
            IsWrittenAgain(line, OtlpJson.Write(OtlpJson.Read<ExportLogsServiceRequest>(line)));
    }

    private static void IsWrittenAgain(byte[] line, byte[] written) =>
        JsonNode.DeepEquals(JsonNode.Parse(line), JsonNode.Parse(written)).ShouldBeTrue(Encoding.UTF8.GetString(written));

    [Test]
    public void Every_kind_of_metric_is_read_as_it_was_sent()
    {
        var metrics = OtlpJson.Read<ExportMetricsServiceRequest>(Recorded.Body("collector/otlp-metrics-json")).ResourceMetrics[0].ScopeMetrics[0].Metrics.ToDictionary(m => m.Name);
        metrics["golden.gauge"].Gauge.DataPoints[0].AsDouble.ShouldBe(1.5);
        metrics["golden.sum"].Sum.DataPoints[0].AsInt.ShouldBe(42);
        metrics["golden.sum"].Sum.IsMonotonic.ShouldBeTrue();
        metrics["golden.delta"].Sum.AggregationTemporality.ShouldBe(AggregationTemporality.Delta);
        metrics["golden.hist"].Histogram.DataPoints[0].BucketCounts.ShouldBe([1ul, 2, 3]);
        metrics["golden.hist"].Histogram.DataPoints[0].ExplicitBounds.ShouldBe([5.0, 10]);
        metrics["golden.hist"].Histogram.DataPoints[0].HasMin.ShouldBeFalse();
        metrics["golden.hist"].Histogram.DataPoints[0].Exemplars[0].TraceId.Length.ShouldBe(16);
        metrics["golden.exphist"].ExponentialHistogram.DataPoints[0].Positive.BucketCounts.ShouldBe([1ul, 2]);
        metrics["golden.summary"].Summary.DataPoints[0].QuantileValues[1].Value.ShouldBe(0.9);
        metrics["golden.nodata"].Gauge.DataPoints[0].Flags.ShouldBe(1u);
    }

    [Test]
    public void Metrics_survive_writing_and_reading()
    {
        var sent = OtlpJson.Read<ExportMetricsServiceRequest>(Recorded.Body("collector/otlp-metrics-json"));
        OtlpJson.Read<ExportMetricsServiceRequest>(OtlpJson.Write(sent)).ShouldBe(sent);
    }

    [Test]
    public void A_span_is_written_as_the_specification_has_it()
    {
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString("0af7651916cd43dd8448eb211c80319c")), SpanId = ByteString.CopyFrom(Convert.FromHexString("b7ad6b7169203331")),
            Kind = Otlp.Span.Types.SpanKind.Server, StartTimeUnixNano = ulong.MaxValue, Status = new Status { Code = Status.Types.StatusCode.Error },
        };
        span.Attributes.Add(new KeyValue { Key = "n", Value = new AnyValue { IntValue = long.MinValue } });
        span.Attributes.Add(new KeyValue { Key = "b", Value = new AnyValue { BytesValue = ByteString.CopyFrom(255, 0) } });
        span.Attributes.Add(new KeyValue { Key = "d", Value = new AnyValue { DoubleValue = double.NegativeInfinity } });
        span.Attributes.Add(new KeyValue { Key = "e", Value = new AnyValue { StringValue = "" } });
        Encoding.UTF8.GetString(OtlpJson.Write(span)).ShouldBe(
            """{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","kind":2,"startTimeUnixNano":"18446744073709551615","attributes":[{"key":"n","value":{"intValue":"-9223372036854775808"}},{"key":"b","value":{"bytesValue":"/wA="}},{"key":"d","value":{"doubleValue":"-Infinity"}},{"key":"e","value":{"stringValue":""}}],"status":{"code":2}}""");
    }

    [Test]
    public void Values_nest()
    {
        var text = """{"key":"k","value":{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"boolValue":false},{"doubleValue":0.1},{}]}}}]}}}""";
        Encoding.UTF8.GetString(OtlpJson.Write(Read<KeyValue>(text))).ShouldBe(text);
    }

    [TestCase("""{"startTimeUnixNano":5,"kind":"SPAN_KIND_CLIENT"}""")]
    [TestCase("""{"start_time_unix_nano":"5","kind":3}""")]
    [TestCase("""{"parentSpanId":"","traceState":null,"startTimeUnixNano":5,"kind":3,"nope":{}}""")]
    public void Other_spellings_mean_the_same(string json) =>
        Span(json).ShouldBe(new Span { StartTimeUnixNano = 5, Kind = Otlp.Span.Types.SpanKind.Client });

    [Test]
    public void Unknown_names_are_ignored_as_a_collector_does() =>
        OtlpJson.Read<ExportLogsServiceRequest>(Recorded.Body("collector/err-unknown-field")).ShouldBe(new ExportLogsServiceRequest());

    [TestCase("collector/err-bad-json")]
    [TestCase("collector/err-json-array")]
    [TestCase("collector/err-short-trace-id")]
    [TestCase("collector/err-base64-trace-id")]
    [TestCase("collector/otlp-empty-body-json")]
    public void What_a_collector_refuses_is_refused_in_a_sentence(string name)
    {
        var body = Recorded.Body(name);
        Should.Throw<FormatException>(() => OtlpJson.Read<ExportTraceServiceRequest>(body)).Message.ShouldStartWith("Not the JSON of ExportTraceServiceRequest, at byte ");
        Should.Throw<FormatException>(() => OtlpJson.Read<ExportTraceServiceRequest>(body)).InnerException.ShouldNotBeNull();
    }

    [TestCase("""{"traceId":"abcd"}""", "traceId: wanted 32 hexadecimal digits, got \"abcd\"")]
    [TestCase("""{"spanId":"zzad6b7169203331"}""", "spanId: wanted 16 hexadecimal digits")]
    [TestCase("""{"startTimeUnixNano":-1}""", "startTimeUnixNano: wanted a whole number of UInt64, got -1")]
    [TestCase("""{"attributes":{}}""", "attributes: wanted an array, got an object")]
    [TestCase("""{"name":7}""", "name: wanted a string, got 7")]
    [TestCase("""{"kind":"SPAN_KIND_NONE"}""", "kind: wanted a number or a name of SpanKind, got \"SPAN_KIND_NONE\"")]
    [TestCase("""{"kind":null}""", "kind: wanted a whole number of Int32, got null")]
    [TestCase("""{"name":"a"} {}""", "at byte")]
    [TestCase("""{"attributes":[{"key":"a","value":{"boolValue":1}}]}""", "boolValue: wanted true or false, got 1")]
    public void A_wrong_value_says_what_was_wanted(string span, string message) =>
        Should.Throw<FormatException>(() => Spans(span)).Message.ShouldContain(message);
}
