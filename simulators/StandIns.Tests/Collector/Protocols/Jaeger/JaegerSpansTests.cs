using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Validation.Simulators.StandIns.Collector.Protocols.Jaeger;
using Validation.Simulators.Wire.Jaeger;
using JaegerSpan = Validation.Simulators.Wire.Jaeger.Span;
using OtlpKind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;
using StatusCode = Validation.Simulators.Wire.Otlp.Status.Types.StatusCode;
using ValueType = Validation.Simulators.Wire.Jaeger.ValueType;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Jaeger;

public class JaegerSpansTests
{
    [TestCase("client", OtlpKind.Client)]
    [TestCase("server", OtlpKind.Server)]
    [TestCase("producer", OtlpKind.Producer)]
    [TestCase("consumer", OtlpKind.Consumer)]
    [TestCase("internal", OtlpKind.Internal)]
    [TestCase("other", OtlpKind.Unspecified)]
    public void The_tag_span_kind_becomes_the_kind(string tag, OtlpKind wanted)
    {
        var span = Translate(Text("span.kind", tag));

        span.Kind.ShouldBe(wanted);
        span.Attributes.ShouldBeEmpty();
    }

    [Test]
    public void An_error_is_a_status_as_a_Boolean_and_an_attribute_as_a_text()
    {
        var failed = Translate(Flag("error", true), Text("otel.status_description", "why"));
        (failed.Status.Code, failed.Status.Message, failed.Attributes.Count).ShouldBe((StatusCode.Error, "why", 0));

        var told = Translate(Text("error", "true"));
        told.Status.Code.ShouldBe(StatusCode.Unset);
        RecordedTraces.Attributes(told.Attributes).ShouldBe(new Dictionary<string, string> { ["error"] = "true" });

        Translate(Flag("error", false)).Status.Code.ShouldBe(StatusCode.Unset);
    }

    [TestCase("OK", StatusCode.Ok)]
    [TestCase("error", StatusCode.Error)]
    [TestCase("other", StatusCode.Unset)]
    public void Without_an_error_counts_the_status_of_OpenTelemetry(string code, StatusCode wanted)
    {
        var span = Translate(Text("otel.status_code", code));

        span.Status.Code.ShouldBe(wanted);
        span.Attributes.ShouldBeEmpty();
    }

    [TestCase(200, "server", StatusCode.Unset)]
    [TestCase(404, "server", StatusCode.Unset)]
    [TestCase(404, "client", StatusCode.Error)]
    [TestCase(500, "server", StatusCode.Error)]
    public void Without_both_counts_the_status_of_HTTP(long code, string kind, StatusCode wanted) =>
        Translate(Number("http.status_code", code), Text("span.kind", kind)).Status.Code.ShouldBe(wanted);

    [Test]
    public void Tags_keep_their_types()
    {
        var span = Translate(Flag("b", true), Number("i", -1), new KeyValue { Key = "d", VType = ValueType.Float64, VFloat64 = 1.5 }, new KeyValue { Key = "x", VType = ValueType.Binary, VBinary = ByteString.CopyFrom(1, 2) });

        span.Attributes.Select(a => a.Value.ValueCase.ToString()).ShouldBe(["BoolValue", "IntValue", "DoubleValue", "BytesValue"]);
        span.Attributes[3].Value.BytesValue.ToByteArray().ShouldBe([1, 2]);
    }

    [Test]
    public void The_first_child_reference_of_the_same_trace_is_the_parent_and_the_others_are_links()
    {
        var span = Span();
        span.References.Add(Reference(9, 5, SpanRefType.ChildOf));
        span.References.Add(Reference(1, 6, SpanRefType.FollowsFrom));
        span.References.Add(Reference(1, 7, SpanRefType.ChildOf));

        var translated = Translate(span);

        translated.ParentSpanId.Span[7].ShouldBe((byte)7);
        translated.Links.Select(l => (l.TraceId.Span[15], l.SpanId.Span[7], l.Attributes.Single().Value.StringValue)).ShouldBe([((byte)9, (byte)5, "child_of"), ((byte)1, (byte)6, "follows_from")]);
    }

    [Test]
    public void A_log_is_an_event_with_the_name_of_its_field_event()
    {
        var span = Span();
        span.Logs.Add(new Log { Timestamp = new Timestamp { Seconds = 1, Nanos = 5000 }, Fields = { Text("event", "retry"), Number("n", 2) } });

        var happened = Translate(span).Events.Single();

        (happened.Name, happened.TimeUnixNano, happened.Attributes.Single().Key).ShouldBe(("retry", 1_000_005_000UL, "n"));
    }

    [Test]
    public void Tags_of_the_process_are_the_resource_and_a_spans_own_process_wins()
    {
        var own = Span();
        own.Process = new Process { ServiceName = "own" };
        var batch = new Batch { Process = new Process { ServiceName = "svc", Tags = { Text("hostname", "h"), Text("jaeger.version", "Go-2") } }, Spans = { Span(), own } };

        var request = JaegerSpans.ToRequest(batch, scoped: true);

        request.ResourceSpans.Select(r => string.Join(",", r.Resource.Attributes.Select(a => $"{a.Key}={a.Value.StringValue}")))
            .ShouldBe(["service.name=svc,host.name=h,opencensus.exporterversion=Jaeger-Go-2", "service.name=own"]);
    }

    [Test]
    public void The_scope_is_named_by_tags()
    {
        var span = Span();
        span.Tags.Add([Text("otel.scope.name", "lib"), Text("otel.scope.version", "1")]);

        var scope = JaegerSpans.ToRequest(new Batch { Spans = { span } }, scoped: true).ResourceSpans.Single().ScopeSpans.Single();

        (scope.Scope.Name, scope.Scope.Version, scope.Spans.Single().Attributes.Count).ShouldBe(("lib", "1", 0));
    }

    [Test]
    public void Of_Thrift_the_tags_of_a_scope_stay_tags()
    {
        var span = Span();
        span.Tags.Add([Text("otel.scope.name", "lib")]);

        var scope = JaegerSpans.ToRequest(new Batch { Spans = { span } }, scoped: false).ResourceSpans.Single().ScopeSpans.Single();

        (scope.Scope.Name, scope.Spans.Single().Attributes.Single().Key).ShouldBe(("", "otel.scope.name"));
    }

    private static Validation.Simulators.Wire.Otlp.Span Translate(params KeyValue[] tags)
    {
        var span = Span();
        span.Tags.Add(tags);
        return Translate(span);
    }

    private static Validation.Simulators.Wire.Otlp.Span Translate(JaegerSpan span) => RecordedTraces.Only(JaegerSpans.ToRequest(new Batch { Spans = { span } }, scoped: true));

    private static JaegerSpan Span() => new() { TraceId = Id(1, 16), SpanId = Id(2, 8), OperationName = "op", StartTime = new Timestamp { Seconds = 1 } };

    private static SpanRef Reference(byte trace, byte span, SpanRefType type) => new() { TraceId = Id(trace, 16), SpanId = Id(span, 8), RefType = type };

    private static ByteString Id(byte last, int length) => ByteString.CopyFrom([.. new byte[length - 1], last]);

    private static KeyValue Text(string key, string value) => new() { Key = key, VStr = value };

    private static KeyValue Flag(string key, bool value) => new() { Key = key, VType = ValueType.Bool, VBool = value };

    private static KeyValue Number(string key, long value) => new() { Key = key, VType = ValueType.Int64, VInt64 = value };
}
