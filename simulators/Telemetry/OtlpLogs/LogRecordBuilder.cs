using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using LogRecord = Validation.Simulators.Wire.Otlp.LogRecord;

namespace Validation.Simulators.Telemetry.OtlpLogs;

/// <summary>One record: as it is sent, and as it must be shown.</summary>
internal readonly struct LogRecordBuilder(NumberedItems items, long seq, long unixNano)
{
    private const long ObservedLater = 2_560;

    private static readonly ImmutableArray<(SeverityNumber Number, string Text, string Level)> Severities =
    [
        (SeverityNumber.Debug, "DEBUG", "debug"), (SeverityNumber.Info, "INFO", "info"), (SeverityNumber.Info, "INFO", "info"),
        (SeverityNumber.Warn, "WARN", "warn"), (SeverityNumber.Error, "ERROR", "error"), (SeverityNumber.Fatal, "FATAL", "fatal"), (SeverityNumber.Unspecified, "", ""),
    ];

    private static readonly ImmutableArray<string> Words = ["instance spawned", "volume attached", "größe ändern", "tab\there", "quote \" and \\ slash", "first line\nsecond line"];

    // Kinds of records, by their number: one in eight of each.
    private bool HasMapBody => Pick(2, 8) == 0;

    private bool HasNoTime => Pick(3, 8) == 0;

    private bool HasNoTrace => Pick(4, 8) == 0;

    private (SeverityNumber Number, string Text, string Level) Severity => Severities[Pick(5, Severities.Length)];

    private long Code => 200 + Pick(6, 400);

    private double Seconds => Pick(7, 10_000) + 0.5;

    private bool Hit => Pick(8, 2) == 0;

    private string Message => $"{Words[Pick(9, Words.Length)]} {items.Mark(seq)}";

    public LogRecord Record()
    {
        var record = new LogRecord
        {
            TimeUnixNano = HasNoTime ? 0 : (ulong)unixNano,
            ObservedTimeUnixNano = (ulong)(unixNano + ObservedLater),
            SeverityNumber = Severity.Number,
            SeverityText = Severity.Text,
            Body = HasMapBody ? Map(("msg", Text(Message)), ("n", Whole(seq))) : Text(Message),
        };
        if (!HasNoTrace)
            (record.TraceId, record.SpanId, record.Flags) = (OtlpSpans.Id(items.TraceId(seq)), OtlpSpans.Id(items.SpanId(seq, 0)), 1);
        record.Attributes.Add(new KeyValue { Key = "http.status_code", Value = Whole(Code) });
        record.Attributes.Add(new KeyValue { Key = "elapsed", Value = new AnyValue { DoubleValue = Seconds } });
        record.Attributes.Add(new KeyValue { Key = "cache.hit", Value = new AnyValue { BoolValue = Hit } });
        record.Attributes.Add(new KeyValue { Key = "request-id", Value = Text("req-" + items.SpanId(seq, 1)) });
        record.Attributes.Add(new KeyValue { Key = "hosts", Value = new AnyValue { ArrayValue = new ArrayValue { Values = { Whole(Code), Text("two") } } } });
        record.Attributes.Add(new KeyValue { Key = "nested", Value = Map(("a", Text("b")), ("deep", Map(("er", Whole(Code))))) });
        record.Attributes.Add(new KeyValue { Key = "digest", Value = new AnyValue { BytesValue = Digest } });
        return record;
    }

    public ExpectedLog Expected()
    {
        var code = Code.ToString(CultureInfo.InvariantCulture);
        List<(string Name, string Value)> metadata =
        [
            .. LogLabels.CommonMetadata, ("http_status_code", code), ("elapsed", Seconds.ToString(CultureInfo.InvariantCulture)), ("cache_hit", Hit ? "true" : "false"),
            ("request_id", "req-" + items.SpanId(seq, 1)), ("hosts", $"[{code},\"two\"]"), ("nested_a", "b"), ("nested_deep_er", code), ("digest", Digest.ToBase64()),
        ];
        List<string> absent = ["nested"];
        AddSeverity(metadata, absent);
        if (HasNoTrace)
            absent.AddRange(["trace_id", "span_id"]);
        else
            metadata.AddRange([("trace_id", items.TraceId(seq)), ("span_id", items.SpanId(seq, 0)), ("flags", "1")]);
        // Without a time of its own a record has that of its observation, which is then not shown a second time.
        if (HasNoTime)
            absent.Add("observed_timestamp");
        else
            metadata.Add(("observed_timestamp", (unixNano + ObservedLater).ToString(CultureInfo.InvariantCulture)));
        return new ExpectedLog(seq, Body(), HasNoTime ? unixNano + ObservedLater : unixNano, LogLabels.Stream(items.Name), LabelSet.Of([.. metadata]), string.Join(',', absent));
    }

    private void AddSeverity(List<(string Name, string Value)> metadata, List<string> absent)
    {
        if (Severity.Number == SeverityNumber.Unspecified)
        {
            absent.AddRange(["severity_number", "severity_text"]);
            return;
        }

        var number = ((int)Severity.Number).ToString(CultureInfo.InvariantCulture);
        metadata.AddRange([("severity_number", number), ("severity_text", Severity.Text), ("detected_level", Severity.Level)]);
    }

    /// <summary>A map is shown as JSON, its keys in order.</summary>
    private string Body() => HasMapBody ? AnyValueJson.Write(Map(("msg", Text(Message)), ("n", Whole(seq)))) : Message;

    private ByteString Digest => ByteString.CopyFrom(BitConverter.GetBytes(items.Bits(seq, 10)));

    private int Pick(int purpose, int below) => items.Pick(seq, purpose, below);

    private static AnyValue Text(string text) => new() { StringValue = text };

    private static AnyValue Whole(long number) => new() { IntValue = number };

    private static AnyValue Map(params (string Key, AnyValue Value)[] pairs)
    {
        var map = new KeyValueList();
        map.Values.AddRange(pairs.Select(p => new KeyValue { Key = p.Key, Value = p.Value }));
        return new AnyValue { KvlistValue = map };
    }
}
