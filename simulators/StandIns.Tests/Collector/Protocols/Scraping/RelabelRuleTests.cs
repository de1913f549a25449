using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Protocols.Scraping;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

public class RelabelRuleTests
{
    [TestCase("{target_label: job, replacement: node-exporter}", "a=1", "a=1,job=node-exporter")]
    [TestCase("{source_labels: [a, b], target_label: c}", "a=1,b=2", "a=1,b=2,c=1;2")]
    [TestCase("{source_labels: [a], regex: x(.+), target_label: a, replacement: $1}", "a=xy", "a=y")]
    [TestCase("{source_labels: [a], regex: x, target_label: a, replacement: $1}", "a=xy", "a=xy")]
    [TestCase("{source_labels: [a], regex: '(.)b', target_label: c, replacement: $1x}", "a=ab", "a=ab")]
    [TestCase("{source_labels: [a], regex: '(.)b', target_label: c, replacement: '${1}x$$'}", "a=ab", "a=ab,c=ax$")]
    [TestCase("{source_labels: [a], regex: '(?P<n>.)b', target_label: '${n}z', replacement: v}", "a=ab", "a=ab,az=v")]
    [TestCase("{source_labels: [a], regex: (.*), target_label: b, replacement: ''}", "a=1,b=2", "a=1")]
    [TestCase("{source_labels: [__address__, p], regex: '([^:]+)(?::\\d+)?;(\\d+)', replacement: '${1}:${2}', target_label: __address__}", "__address__=10.0.0.1:80,p=9100", "__address__=10.0.0.1:9100,p=9100")]
    [TestCase("{action: labelmap, regex: m_(.+)}", "m_app=x", "app=x,m_app=x")]
    [TestCase("{action: labelmap, regex: m_(.+), replacement: __param_$1}", "m_q=x", "__param_q=x,m_q=x")]
    [TestCase("{action: labeldrop, regex: tmp_.*}", "a=1,tmp_b=2", "a=1")]
    [TestCase("{action: labelkeep, regex: a|__name__}", "__name__=m,a=1,b=2", "__name__=m,a=1")]
    [TestCase("{action: lowercase, source_labels: [a], target_label: a}", "a=AbC", "a=abc")]
    [TestCase("{action: Uppercase, source_labels: [a], target_label: b}", "a=AbC", "a=AbC,b=ABC")]
    [TestCase("{action: hashmod, source_labels: [c], target_label: d, modulus: 1000}", "a=foo,b=bar,c=baz", "a=foo,b=bar,c=baz,d=976")]
    public void A_rule_changes_the_labels(string rule, string labels, string wanted) => Apply(rule, labels).ShouldBe(wanted);

    [TestCase("{action: keep, source_labels: [a], regex: true}", "a=true", true)]
    [TestCase("{action: keep, source_labels: [a], regex: true}", "a=truely", false)]
    [TestCase("{action: keep, source_labels: [a], regex: true}", "b=true", false)]
    [TestCase("{action: drop, source_labels: [a], regex: Pending|Failed}", "a=Failed", false)]
    [TestCase("{action: drop, source_labels: [a], regex: Pending|Failed}", "a=Running", true)]
    [TestCase("{action: drop, source_labels: [id, pod], regex: '.+;'}", "id=/", false)]
    [TestCase("{action: drop, source_labels: [id, pod], regex: '.+;'}", "id=/,pod=p", true)]
    [TestCase("{action: keepequal, source_labels: [a], target_label: b}", "a=1,b=1", true)]
    [TestCase("{action: keepequal, source_labels: [a], target_label: b}", "a=1,b=2", false)]
    [TestCase("{action: dropequal, source_labels: [a], target_label: b}", "a=1,b=1", false)]
    public void A_rule_keeps_or_drops(string rule, string labels, bool kept) => (Apply(rule, labels) is not null).ShouldBe(kept);

    [TestCase("{action: rename}", "action")]
    [TestCase("{action: replace}", "target_label")]
    [TestCase("{action: hashmod, target_label: a}", "modulus")]
    [TestCase("{action: keep, source_labels: [a], regex: '('}", "regex")]
    [TestCase("{action: keep, source_labels: [a], regex: 'a)|(b'}", "regex")]
    public void A_wrong_rule_is_told_with_its_place(string rule, string place) =>
        Should.Throw<BadInputException>(() => Apply(rule, "a=1")).Message.ShouldContain(place);

    private static string? Apply(string rule, string labels)
    {
        var all = new Labels();
        foreach (var label in labels.Split(','))
            all[label.Split('=')[0]] = label.Split('=')[1];
        return RelabelRule.Apply(RelabelRule.All(ConfigNode.Parse("test.yaml", $"[{rule}]")), all) ? string.Join(",", all.Select(l => $"{l.Key}={l.Value}")) : null;
    }
}
