using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Expressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>The part of the expression language.</summary>
internal sealed class ExpressionTests
{
    [TestCase("attributes.service == \"nova\"", true)]
    [TestCase("attributes[\"log.file.path\"] matches \"^/var/log/pods/\"", true)]
    [TestCase("attributes.missing matches '.*'", false)]
    [TestCase("attributes.missing == nil", true)]
    [TestCase("attributes.missing != nil", false)]
    [TestCase("attributes.service != nil and (body matches \"^\\\\s+\" or body contains 'world')", true)]
    [TestCase("attributes.service == 'x' && attributes.a.b == 1", false)]
    [TestCase("not (attributes.service == 'nova')", false)]
    [TestCase("!(attributes.service == 'nova') || true", true)]
    [TestCase("body startsWith 'hello' and body endsWith `world`", true)]
    [TestCase("body not contains 'world'", false)]
    [TestCase("attributes.service in ['nova', 'heat']", true)]
    [TestCase("attributes.service not in ['nova', 'heat']", false)]
    [TestCase("'service' in attributes", true)]
    [TestCase("len(body) == 11", true)]
    [TestCase("len(body) + 1 > 11.5", true)]
    [TestCase("attributes.number >= 3 and attributes.number < 4", true)]
    [TestCase("(attributes.missing ?? 'x') + '!' == 'x!'", true)]
    [TestCase("attributes.missing?.deeper == nil", true)]
    [TestCase("resource['k8s.pod.name'] == \"p\\u0031\"", true)]
    [TestCase("$ == body", true)]
    [TestCase("attributes.map['a'] == -1", true)]
    [TestCase("attributes.map == body", false)]
    public void An_expression_is_true_or_false_of_a_record(string text, bool holds) => Read(text).Holds(Record()).ShouldBe(holds);

    [TestCase("attributes.missing.deeper == nil", "cannot fetch deeper from nil")]
    [TestCase("not attributes.missing == nil", "must be true or false")]
    [TestCase("attributes.service", "must be true or false")]
    [TestCase("attributes.number matches 'x'", "wants a string")]
    [TestCase("attributes.service > 1", "cannot compare")]
    [TestCase("len(attributes.missing) == 0", "no length of nil")]
    public void An_expression_may_have_no_value_for_a_record(string text, string why) =>
        Should.Throw<ExpressionException>(() => Read(text).Holds(Record())).Message.ShouldContain(why);

    [TestCase("attributes.a = 1")]
    [TestCase("attributes.a == ")]
    [TestCase("(body == 'a'")]
    [TestCase("body == 'a' body")]
    [TestCase("upper(body) == 'A'")]
    [TestCase("timestamp == nil")]
    [TestCase("body matches attributes.a")]
    [TestCase("body matches '('")]
    [TestCase("body == 'a")]
    [TestCase("body == 'a' ? 1 : 2")]
    [TestCase("all(body, {# > 1})")]
    public void What_it_does_not_know_is_refused_with_its_place(string text) =>
        Should.Throw<BadInputException>(() => Read(text)).Message.ShouldStartWith("A setting has a wrong value (collector.yaml:2, if): wanted an expression");

    private static Expression Read(string text) => Expression.Read(ConfigNode.Parse("collector.yaml", $"type: add\nif: '{text.Replace("'", "''", StringComparison.Ordinal)}'\n")["if"]);

    private static Entry Record()
    {
        var entry = new Entry { Body = "hello world" };
        entry.Attributes.Set("service", "nova");
        entry.Attributes.Set("log.file.path", "/var/log/pods/x");
        entry.Attributes.Set("number", 3L);
        var map = new ValueMap();
        map.Set("a", -1L);
        entry.Attributes.Set("map", map);
        entry.Resource.Set("k8s.pod.name", "p1");
        return entry;
    }
}
