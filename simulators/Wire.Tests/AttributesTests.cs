using Validation.Harness.Signals;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using Attr = Validation.Harness.Signals.Attributes;
using SpanKind = Validation.Harness.Signals.SpanKind;

namespace Validation.Simulators.Wire.Tests;

public sealed class AttributesTests
{
    private static readonly AttributeValue[] EveryKind =
    [
        "", "text", true, false, long.MinValue, 0L, 0.1, double.NaN, double.PositiveInfinity, -0.0,
        new AttributeValue(AttributeKind.Bytes, "AP8="), new AttributeValue(AttributeKind.Array, """["a",1,0.5,true,[],{"k":"v"}]"""), new AttributeValue(AttributeKind.Map, """{"k":{"n":1},"ü":"\""}"""),
    ];

    [TestCaseSource(nameof(EveryKind))]
    public void A_value_survives_the_way_to_OTLP_and_back(AttributeValue value) => value.ToAnyValue().ToAttributeValue().ShouldBe(value);

    [Test]
    public void An_integer_is_not_a_string_of_the_same_digits() =>
        new AnyValue { IntValue = 202 }.ToAttributeValue().ShouldNotBe(new AnyValue { StringValue = "202" }.ToAttributeValue());

    [Test]
    public void Text_that_is_no_JSON_is_no_array() =>
        Should.Throw<FormatException>(() => new AttributeValue(AttributeKind.Array, "[").ToAnyValue());

    [Test]
    public void A_span_survives_the_way_to_OTLP_and_back()
    {
        var resource = Attr.Of(("service.name", "nova-api"), ("host.name", "vm"));
        var span = new SpanRecord("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "", "nova-api", "boot", SpanKind.Server, 1, 2)
        {
            Status = SpanStatus.Error, StatusMessage = "no host", Attributes = Attr.Of(("n", 1L)), Resource = resource, Scope = "nova",
            Events = [new SpanEvent(1, "retry", Attr.Of(("f", 0.5)))], Links = [new SpanLink("1af7651916cd43dd8448eb211c80319c", "a7ad6b7169203331", Attr.None)],
        };
        var other = span with { SpanId = "b7ad6b7169203332", Scope = "db" };
        var request = new[] { span, other }.ToRequest();
        request.ResourceSpans.ShouldHaveSingleItem().ScopeSpans.Select(s => s.Scope.Name).ShouldBe(["nova", "db"]);
        var read = request.ToRecords();
        read.Length.ShouldBe(2);
        read[0].Attributes.ShouldBe(span.Attributes);
        read[0].Resource.ShouldBe(resource);
        read[0].Events[0].Attributes.ShouldBe(span.Events[0].Attributes);
        read[0].Links.ShouldHaveSingleItem().TraceId.ShouldBe(span.Links[0].TraceId);
        (read[0] with { Attributes = span.Attributes, Resource = resource, Events = span.Events, Links = span.Links }).ShouldBe(span);
    }
}
