using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Validation.Simulators.Wire.Tests;

public sealed class ZipkinJsonTests
{
    private static readonly ZipkinSpan Everything = new("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
    {
        ParentId = "00f067aa0ba902b7", Name = "get /", Kind = "CLIENT", Timestamp = 1795370111713888, Duration = 250000, Shared = true, Debug = true,
        LocalEndpoint = new ZipkinEndpoint("nova-api", "127.0.0.1", "", 8774), RemoteEndpoint = new ZipkinEndpoint("", "", "2001:db8::c001"),
        Annotations = [new ZipkinAnnotation(1795370111713889, "ws")],
        Tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("error", "true").Add("http.path", "/ü\n"),
    };

    private static ImmutableArray<ZipkinSpan> Read(string json) => ZipkinJson.Read(Encoding.UTF8.GetBytes(json));

    [Test]
    public void A_recorded_list_is_written_the_same_again()
    {
        var body = Recorded.Body("collector/zipkin-v2-json");
        JsonNode.DeepEquals(JsonNode.Parse(ZipkinJson.Write(ZipkinJson.Read(body))), JsonNode.Parse(body)).ShouldBeTrue();
    }

    [Test]
    public void Every_field_survives()
    {
        var read = ZipkinJson.Read(ZipkinJson.Write([Everything])).ShouldHaveSingleItem();
        read.Annotations.ShouldBe(Everything.Annotations);
        read.Tags.ShouldBe(Everything.Tags);
        (read with { Annotations = Everything.Annotations, Tags = Everything.Tags }).ShouldBe(Everything);
    }

    [Test]
    public void Short_ids_are_filled_and_unknown_names_ignored()
    {
        var span = Read("""[{"traceId":"2330c914aa64f7b6","id":"1","nope":{}}]""").ShouldHaveSingleItem();
        (span.TraceId, span.Id, span.ParentId).ShouldBe(("2330c914aa64f7b6", "0000000000000001", ""));
        Read("""[{"traceId":"12330c914aa64f7b6","id":"1"}]""")[0].TraceId.ShouldBe("000000000000000" + "12330c914aa64f7b6");
    }

    [TestCase("collector/zipkin-bad-json")]
    [TestCase("collector/zipkin-bad-id")]
    public void What_a_collector_refuses_is_refused(string name) =>
        Should.Throw<FormatException>(() => ZipkinJson.Read(Recorded.Body(name))).Message.ShouldStartWith("Not a list of Zipkin's spans: ");

    [TestCase("""{}""")]
    [TestCase("""[{"traceId":"1"}]""")]
    [TestCase("""[{"id":"1"}]""")]
    [TestCase("""[{"traceId":"0","id":"1"}]""")]
    [TestCase("""[{"traceId":"1","id":"1","timestamp":"now"}]""")]
    [TestCase("""[{"traceId":"1","id":"1","tags":{"a":1}}]""")]
    public void What_is_no_span_is_refused(string json) => Should.Throw<FormatException>(() => Read(json));
}
