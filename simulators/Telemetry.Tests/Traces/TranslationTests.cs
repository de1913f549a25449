using System.Text;
using System.Text.Json.Nodes;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Traces;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using Attr = Validation.Harness.Signals.Attributes;
using SpanKind = Validation.Harness.Signals.SpanKind;

namespace Validation.Simulators.Telemetry.Tests.Traces;

/// <summary>Held by what a real collector made of a Zipkin and a Jaeger span (collector/pipeline-output).</summary>
public sealed class TranslationTests
{
    private static SpanRecord Recorded(string service)
    {
        var span = Wire.OtlpJson.Read<ExportTraceServiceRequest>(Recording.Bytes("collector/out-traces.jsonl")).ToRecords().First(s => s.Service == service);
        // Added by the collector's resource detection, whatever the protocol.
        return span with { Resource = span.Resource.RemoveRange(["k8s.cluster.name", "host.name", "os.type"]) };
    }

    [Test]
    public void The_recorded_zipkin_span_is_translated_as_the_collector_did()
    {
        var sent = JsonNode.Parse(Encoding.UTF8.GetString(Recording.Body("collector/zipkin-v2-json")))![0]!;
        var seen = CollectorTranslators.FromZipkin(sent);
        SpanText.Of(Placed(seen, Recorded("zipsvc"))).ShouldBe(SpanText.Of(Recorded("zipsvc")));
    }

    [Test]
    public async Task The_recorded_jaeger_span_is_translated_as_the_collector_did()
    {
        var batch = await JaegerThrift.ReadBatchAsync(Recording.Body("collector/jaeger-thrift-http"));
        var seen = CollectorTranslators.FromJaeger(batch.Spans[0], batch.Process, thrift: true);
        SpanText.Of(Placed(seen, Recorded("jaegersvc"))).ShouldBe(SpanText.Of(Recorded("jaegersvc")));
    }

    /// <summary>Requests and output were recorded in two runs: ids and start are those of the other, the rest is its own.</summary>
    private static SpanRecord Placed(SpanRecord span, SpanRecord at) => span with
    {
        TraceId = at.TraceId, SpanId = at.SpanId, StartUnixNano = at.StartUnixNano, EndUnixNano = at.StartUnixNano + span.EndUnixNano - span.StartUnixNano,
    };

    private static readonly SpanRecord Span = new("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "", "nova-api", "boot", SpanKind.Internal, 1_001_999, 3_005_998)
    {
        Status = SpanStatus.Error, StatusMessage = "no host", Scope = "openstack.nova-api",
        Attributes = Attr.Of(("n", 1L), ("list", new AttributeValue(AttributeKind.Array, "[1]")), ("raw", new AttributeValue(AttributeKind.Bytes, "AP8="))),
        Resource = Attr.Of(("service.name", "nova-api"), ("process.pid", 7L)),
        Events = [new SpanEvent(2_000_999, "retry", Attr.Of(("attempt", 1L)))],
        Links = [new SpanLink("1af7651916cd43dd8448eb211c80319c", "a7ad6b7169203331", Attr.Of(("why", "x")))],
    };

    private static SpanRecord Seen(TraceProtocol protocol) => Translation.AsSeenThrough(protocol, [Span]).ShouldHaveSingleItem();

    [TestCase(TraceProtocol.OtlpGrpc)]
    [TestCase(TraceProtocol.OtlpHttpProtobuf)]
    [TestCase(TraceProtocol.OtlpHttpJson)]
    public void OTLP_changes_nothing(TraceProtocol protocol) => Seen(protocol).ShouldBe(Span);

    [Test]
    public void Jaeger_over_gRPC_makes_text_of_lists_and_loses_a_links_attributes() => SpanText.Of(Seen(TraceProtocol.JaegerGrpc)).ShouldBe(
        """
        0af7651916cd43dd8448eb211c80319c/b7ad6b7169203331<> nova-api openstack.nova-api 'boot' Internal Error 'no host' 1001999..3005998
          process.pid=whole 7; service.name=text nova-api
          list=text [1]; n=whole 1; raw=bytes AP8=
          2000999 retry attempt=whole 1
          1af7651916cd43dd8448eb211c80319c/a7ad6b7169203331 opentracing.ref_type=text follows_from
        """);

    [Test]
    public void Jaegers_thrift_cuts_to_microseconds_and_loses_the_scope_too() => SpanText.Of(Seen(TraceProtocol.JaegerThriftHttp)).ShouldBe(
        """
        0af7651916cd43dd8448eb211c80319c/b7ad6b7169203331<> nova-api  'boot' Internal Error 'no host' 1001000..3004000
          process.pid=whole 7; service.name=text nova-api
          list=text [1]; n=whole 1; raw=bytes AP8=
          2000000 retry attempt=whole 1
          1af7651916cd43dd8448eb211c80319c/a7ad6b7169203331 opentracing.ref_type=text follows_from
        """);

    [Test]
    public void The_older_name_of_a_local_address_is_taken_for_the_newer_one_of_Zipkin_only_and_only_when_both_agree()
    {
        var newer = Seen(TraceProtocol.ZipkinJson);
        var address = newer.Attributes[Translation.LocalAddress];
        var older = newer with { Attributes = newer.Attributes.Remove(Translation.LocalAddress).SetItem("net.host.ip", address) };
        var both = newer with { Attributes = newer.Attributes.SetItem("net.host.ip", address) };
        var other = newer with { Attributes = newer.Attributes.SetItem("net.host.ip", "127.0.0.2") };

        Translation.InTheseWords(TraceProtocol.ZipkinJson, [newer, older, both, other]).Select(SpanText.Of)
            .ShouldBe([SpanText.Of(newer), SpanText.Of(newer), SpanText.Of(newer), SpanText.Of(other)]);
        SpanText.Of(Translation.InTheseWords(TraceProtocol.OtlpGrpc, [older])[0]).ShouldBe(SpanText.Of(older));
    }

    [Test]
    public void Zipkin_knows_strings_four_kinds_and_no_links() => SpanText.Of(Seen(TraceProtocol.ZipkinJson)).ShouldBe(
        """
        0af7651916cd43dd8448eb211c80319c/b7ad6b7169203331<> nova-api  'boot' Unspecified Error '' 1001000..3004000
          service.name=text nova-api
          list=text [1]; n=text 1; network.local.address=text 127.0.0.1; raw=text AP8=
          2000000 retry 
        """);
}
