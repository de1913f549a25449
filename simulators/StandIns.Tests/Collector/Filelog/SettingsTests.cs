using Validation.Harness;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Settings that are wrong, or that the stand-in does not have, are refused with their place.</summary>
internal sealed class SettingsTests
{
    [TestCase("exclude: [a]", "include")]
    [TestCase("include: ['a']\nstorage: file_storage", "collector.yaml:2, storage): wanted no storage")]
    [TestCase("include: ['a']\nmultiline: {line_start_pattern: x}", "collector.yaml:2, multiline")]
    [TestCase("include: ['a']\nencoding: utf-16", "utf-8, the only encoding")]
    [TestCase("include: ['a']\nstart_at: middle", "wanted end or beginning, got middle")]
    [TestCase("include: ['a[']", "a pattern of paths")]
    [TestCase("include: ['a']\nfingerprint_size: 8", "16 or more")]
    [TestCase("include: ['a']\nmax_log_size: big", "a size such as")]
    [TestCase("include: ['a']\nmax_concurrent_files: 1", "2 or more")]
    [TestCase("include: ['a']\npoll_interval: 0", "a duration above zero")]
    [TestCase("include: ['a']\noperators:\n- type: lookup", "collector.yaml:3, operators[0].type): wanted an operator of this stand-in")]
    [TestCase("include: ['a']\noperators:\n- {type: noop, output: nowhere}", "the id of an operator")]
    [TestCase("include: ['a']\noperators:\n- {type: noop, id: a, output: b}\n- {type: noop, id: b, output: a}", "without a circle")]
    [TestCase("include: ['a']\noperators:\n- {type: noop, id: a}\n- {type: noop, id: a}", "an id that no other operator has")]
    [TestCase("include: ['a']\noperators:\n- {type: noop, on_error: shrug}", "send, send_quiet, drop or drop_quiet")]
    [TestCase("include: ['a']\noperators:\n- {type: noop, iff: 'true'}", "operators[0].iff")]
    [TestCase("include: ['a']\noperators:\n- {type: regex_parser, regex: '(?=a)'}", "a regular expression of RE2")]
    [TestCase("include: ['a']\noperators:\n- {type: regex_parser, regex: 'a'}", "a regular expression with a named group")]
    [TestCase("include: ['a']\noperators:\n- {type: add, field: attributes, value: x}", "a field below attributes")]
    [TestCase("include: ['a']\noperators:\n- {type: add, field: 'attributes[x]', value: x}", "a field such as")]
    [TestCase("include: ['a']\noperators:\n- {type: add, field: attributes.x, value: 5}", "cannot tell the text from the number")]
    [TestCase("include: ['a']\noperators:\n- {type: recombine, combine_field: body}", "one of is_first_entry and is_last_entry, got neither")]
    [TestCase("include: ['a']\noperators:\n- {type: router, routes: []}", "at least one route")]
    [TestCase("include: ['a']\noperators:\n- {type: regex_parser, regex: '(?P<t>.)', timestamp: {parse_from: attributes.t, layout: '%Q'}}", "a strptime layout")]
    [TestCase("include: ['a']\noperators:\n- {type: regex_parser, regex: '(?P<t>.)', severity: {parse_from: attributes.t, mapping: {loud: x}}}", "a severity such as info")]
    public void A_wrong_setting_is_refused_in_one_sentence(string settings, string part) =>
        Should.Throw<BadInputException>(() => new Bench(settings)).Message.ShouldContain(part);

    [Test]
    public void A_right_one_is_not() => Should.NotThrow(() => new Bench("include: ['a']\nmax_log_size: 1MiB\nfingerprint_size: 1kb\noperators: [{type: noop}]"));
}
