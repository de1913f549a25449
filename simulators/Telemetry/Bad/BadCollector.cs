using System.Collections.Immutable;
using System.Text;

namespace Validation.Simulators.Telemetry.Bad;

/// <summary>What a collector refuses.</summary>
internal static class BadCollector
{
    private const string Logs = "/v1/logs";
    private const string Traces = "/v1/traces";

    /// <summary>One more than the receiver's default limit of 20 MiB.</summary>
    private const int TooLarge = 21 << 20;

    public static ImmutableArray<BadPayload> Rows { get; } =
    [
        new("OTLP: JSON that is cut", BadReceiver.OtlpHttp, Logs, Text("""{"resourceLogs":["""), 400, "\"code\":3", "collector/err-bad-json"),
        new("OTLP: a JSON array", BadReceiver.OtlpHttp, Logs, Text("[]"), 400, "\"code\":3", "collector/err-json-array"),
        new("OTLP: an empty body that says JSON", BadReceiver.OtlpHttp, Logs, Text(""), 400, "\"code\":3", "collector/otlp-empty-body-json"),
        new("OTLP: protobuf that is none", BadReceiver.OtlpHttp, Logs, _ => [0xff, 0xff, 0xff, 0xff], 400, "unexpected EOF", "collector/err-bad-protobuf") { ContentType = "application/x-protobuf" },
        new("OTLP: a content type that it does not know", BadReceiver.OtlpHttp, Logs, Text("x"), 415, "415 unsupported media type", "collector/err-wrong-content-type") { ContentType = "text/plain" },
        new("OTLP: no content type", BadReceiver.OtlpHttp, Logs, Text("{}"), 415, "415 unsupported media type", "collector/err-no-content-type") { ContentType = "" },
        new("OTLP: gzip that is none", BadReceiver.OtlpHttp, Logs, Text("notgzip"), 400, "\"code\":3", "collector/err-bad-gzip") { ContentEncoding = "gzip" },
        new("OTLP: an encoding that it does not know", BadReceiver.OtlpHttp, Logs, Text("x"), 400, "unsupported Content-Encoding: br", "collector/err-unknown-encoding") { ContentEncoding = "br" },
        new("OTLP: more than 20 MiB", BadReceiver.OtlpHttp, Logs, _ => Large(), 400, "http: request body too large", "collector/err-body-too-large"),
        new("OTLP: a short trace id", BadReceiver.OtlpHttp, Traces, Text("""{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "abcd", "spanId": "12", "name": "x"}]}]}]}"""), 400, "length mismatch", "collector/err-short-trace-id"),
        new("OTLP: ids in base64", BadReceiver.OtlpHttp, Traces, Text("""{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "CvdlGRbNQ92ES+sxHIAxnA==", "spanId": "t61rcWkgMzE=", "name": "x"}]}]}]}"""), 400, "length mismatch", "collector/err-base64-trace-id"),
        new("OTLP: GET", BadReceiver.OtlpHttp, Logs, _ => [], 405, "405 method not allowed, supported: [POST]", "collector/err-method-get") { Method = "GET", ContentType = "" },
        new("OTLP: a path that it does not know", BadReceiver.OtlpHttp, "/v1/nope", Text("{}"), 404, "404 page not found", "collector/err-unknown-path"),
        new("OTLP: a field that it does not know", BadReceiver.OtlpHttp, Logs, Text("""{"nope":1}"""), 200, """{"partialSuccess":{}}""", "collector/err-unknown-field"),
        new("Jaeger: a body that is no batch", BadReceiver.JaegerHttp, "/api/traces", _ => [0x0c, 0x00], 400, "Unable to process request body", "collector/jaeger-bad-body") { ContentType = "application/x-thrift" },
        new("Jaeger: a content type that it does not know", BadReceiver.JaegerHttp, "/api/traces", Text("{}"), 400, "Unsupported content type: application/json", "collector/jaeger-wrong-ct"),
        new("Zipkin: JSON that is cut", BadReceiver.Zipkin, "/api/v2/spans", Text("[{"), 400, "unexpected end of JSON input", "collector/zipkin-bad-json"),
        new("Zipkin: an id that is no number", BadReceiver.Zipkin, "/api/v2/spans", Text("""[{"traceId": "zz", "id": "1", "name": "x"}]"""), 400, "invalid syntax", "collector/zipkin-bad-id"),
    ];

    private static Func<BadMoment, byte[]> Text(string text) => _ => Encoding.UTF8.GetBytes(text);

    private static byte[] Large()
    {
        var head = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\""u8;
        var tail = "\"}}]}]}]}"u8;
        var body = new byte[TooLarge];
        body.AsSpan().Fill((byte)'x');
        head.CopyTo(body);
        tail.CopyTo(body.AsSpan(TooLarge - tail.Length));
        return body;
    }
}
