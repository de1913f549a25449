namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>What the operators do, and what becomes of records that they cannot work on.</summary>
internal sealed class OperatorTests
{
    [Test]
    public async Task Add_copy_move_and_remove_change_fields()
    {
        var seen = await OneAsync("x", """
            - {type: add, field: 'attributes["a.b"]', value: one}
            - {type: add, field: attributes.sum, value: 'EXPR(body + "-" + attributes["a.b"])'}
            - {type: copy, from: body, to: 'resource["of.body"]'}
            - {type: move, from: 'attributes["a.b"]', to: attributes.moved}
            - {type: remove, field: 'attributes["log.file.name"]'}
            """);
        seen.Record.Attributes.Select(a => (a.Key, a.Value.StringValue)).ShouldBe([("sum", "x-one"), ("moved", "one")]);
        seen.OfResource("of.body").ShouldBe("x");
    }

    [TestCase("send", 1, true)]
    [TestCase("send_quiet", 1, false)]
    [TestCase("drop", 0, true)]
    [TestCase("drop_quiet", 0, false)]
    public async Task A_record_that_cannot_be_worked_on_does_as_on_error_says(string rule, int sent, bool told)
    {
        using var bench = await RunAsync("x", $"- {{type: regex_parser, regex: '^(?P<a>y)', on_error: {rule}}}");
        bench.Sink.Records.Count.ShouldBe(sent);
        bench.Log.Any(l => l.Contains("regex pattern does not match", StringComparison.Ordinal)).ShouldBe(told);
    }

    [Test]
    public async Task A_condition_without_a_value_is_an_error_too()
    {
        using var bench = await RunAsync("x", "- {type: noop, if: 'attributes.a.b == 1', on_error: drop}");
        bench.Sink.Records.ShouldBeEmpty();
        bench.Log.ShouldContain(l => l.Contains("cannot fetch b from nil", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_record_that_the_condition_does_not_want_goes_on_as_it_is()
    {
        var seen = await OneAsync("x", "- {type: add, field: body, value: y, if: 'body == \"z\"'}");
        seen.Record.Body.StringValue.ShouldBe("x");
    }

    [TestCase("500", 17)]
    [TestCase("404", 13)]
    [TestCase("200", 0)]
    [TestCase("warning", 13)]
    [TestCase("WARN2", 14)]
    [TestCase("Err", 17)]
    [TestCase("CRITICAL", 0)]
    [TestCase("fatal", 21)]
    [TestCase("oops", 20)]
    [TestCase("7", 7)]
    [TestCase("77", 5)]
    public async Task A_severity_is_a_number_by_preset_and_mapping(string text, int number)
    {
        var seen = await OneAsync(text, """
            - type: regex_parser
              regex: '^(?P<s>.*)$'
              severity: {parse_from: attributes.s, mapping: {error: 5xx, warn: 4xx, info: 2xx|3xx, error4: [oops, ouch], debug: {min: 70, max: 79}}}
            """);
        ((int)seen.Record.SeverityNumber).ShouldBe(number);
        seen.Record.SeverityText.ShouldBe(text);
    }

    [Test]
    public async Task A_time_that_cannot_be_read_leaves_the_severity_and_the_fields()
    {
        var seen = await OneAsync("yesterday INFO", """
            - type: regex_parser
              regex: '^(?P<t>\w+) (?P<s>\w+)$'
              timestamp: {parse_from: attributes.t, layout: '%Y'}
              severity: {parse_from: attributes.s}
            """);
        (seen.Record.TimeUnixNano, (int)seen.Record.SeverityNumber, seen.Attribute("t")).ShouldBe((0UL, 9, "yesterday"));
    }

    [TestCase("s", "1772600767", 1772600767000000000UL)]
    [TestCase("ms", "1772600767123", 1772600767123000000UL)]
    [TestCase("s.us", "1772600767.000001", 1772600767000001000UL)]
    [TestCase("s", "1.5", 0UL)]
    public async Task A_time_may_be_a_number(string layout, string text, ulong time)
    {
        var seen = await OneAsync(text, $"""
            - type: regex_parser
              regex: '^(?P<t>.*)$'
              timestamp:
                parse_from: attributes.t
                layout_type: epoch
                layout: {layout}
            """);
        seen.Record.TimeUnixNano.ShouldBe(time);
    }

    [Test]
    public async Task Json_becomes_attributes_of_its_types()
    {
        var seen = await OneAsync("""{"n": 1, "t": "x", "b": true, "l": [1], "m": {"a": "b"}}""", "- {type: json_parser, parse_ints: true}");
        seen.Record.Attributes.Skip(1).Select(a => a.Value.ToString()).ShouldBe(
        [
            """{ "intValue": "1" }""", """{ "stringValue": "x" }""", """{ "boolValue": true }""", """{ "arrayValue": { "values": [ { "intValue": "1" } ] } }""",
            """{ "kvlistValue": { "values": [ { "key": "a", "value": { "stringValue": "b" } } ] } }""",
        ]);
    }

    [Test]
    public async Task What_is_no_json_is_an_error() =>
        (await OneAsync("{x", "- {type: json_parser}")).Record.Attributes.Count.ShouldBe(1);

    [Test]
    public async Task Parts_go_where_parse_to_says()
    {
        var seen = await OneAsync("a=b", "- {type: regex_parser, regex: '^(?P<k>\\w)=(?P<v>\\w)$', parse_to: body}");
        seen.Record.Body.KvlistValue.Values.Select(v => v.Key + v.Value.StringValue).ShouldBe(["ka", "vb"]);
    }

    [Test]
    public async Task A_record_goes_to_the_outputs_that_are_named()
    {
        using var bench = await RunAsync("x", """
            - {type: noop, output: [b, c]}
            - {type: add, id: a, field: attributes.way, value: a, output: end}
            - {type: add, id: b, field: attributes.way, value: b, output: end}
            - {type: add, id: c, field: attributes.way, value: c, output: end}
            - {type: noop, id: end}
            """);
        bench.Sink.Records.Select(r => r.Attribute("way")).ShouldBe(["b", "c"]);
    }

    [TestCase("x", "one")]
    [TestCase("y", "two")]
    [TestCase("z", "other")]
    public async Task A_router_sends_a_record_its_way(string line, string way)
    {
        var seen = await OneAsync(line, """
            - {type: router, routes: [{expr: 'body == "x"', output: one}, {expr: 'body == "y"', output: two}], default: other}
            - {type: add, id: one, field: attributes.way, value: one, output: end}
            - {type: add, id: two, field: attributes.way, value: two, output: end}
            - {type: add, id: other, field: attributes.way, value: other}
            - {type: noop, id: end}
            """);
        seen.Attribute("way").ShouldBe(way);
    }

    private static async Task<SeenRecord> OneAsync(string line, string operators)
    {
        using var bench = await RunAsync(line, operators);
        return bench.Sink.Records.ShouldHaveSingleItem();
    }

    private static async Task<Bench> RunAsync(string line, string operators)
    {
        var bench = new Bench($"include: ['{{root}}/*.log']\nstart_at: beginning\noperators:\n{operators}\n");
        bench.Append("a.log", line + "\n");
        await bench.PollAsync();
        return bench;
    }
}
