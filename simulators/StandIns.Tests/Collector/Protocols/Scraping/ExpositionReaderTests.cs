using Validation.Simulators.StandIns.Collector.Protocols.Scraping;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

public class ExpositionReaderTests
{
    [TestCase("m 1", "__name__=m", 1)]
    [TestCase("m{} 1", "__name__=m", 1)]
    [TestCase("  m{a=\"1\" , b = \"2\",}\t-1.5e3", "__name__=m,a=1,b=2", -1500)]
    [TestCase("job:m:rate5m{a=\"x\\\"y\\\\z\\nn\"} +Inf", "__name__=job:m:rate5m,a=x\"y\\z\nn", double.PositiveInfinity)]
    [TestCase("m NaN", "__name__=m", double.NaN)]
    [TestCase("m{a=\"}, {\"} 0", "__name__=m,a=}, {", 0)]
    [TestCase("m{a=\"x\u2028y\u0085z\"} 1", "__name__=m,a=x\u2028y\u0085z", 1)]
    public void A_line_is_a_sample(string line, string labels, double value)
    {
        var sample = ExpositionReader.Read($"# a comment\n\n{line}\n", false).Samples.Single();

        string.Join(",", sample.Labels.Select(l => $"{l.Key}={l.Value}")).ShouldBe(labels);
        sample.Value.ShouldBe(value);
        sample.Milliseconds.ShouldBeNull();
    }

    [TestCase("m")]
    [TestCase("m x")]
    [TestCase("9m 1")]
    [TestCase("m{a=1} 1")]
    [TestCase("m{a=\"1\" b=\"2\"} 1")]
    [TestCase("m{a=\"1\",a=\"2\"} 1")]
    [TestCase("m{a=\"1} 1")]
    [TestCase("m 1 1.5")]
    [TestCase("m 1 2 3")]
    [TestCase("m 1 # {} 1")]
    [TestCase("# TYPE m number")]
    [TestCase("# TYPE m counter\r")]
    [TestCase("m 1\r")]
    public void A_wrong_line_spoils_the_whole_text(string line) =>
        Should.Throw<ExpositionException>(() => ExpositionReader.Read($"good 1\n{line}\n", false)).Message.ShouldContain("line 2");

    [Test]
    public void Times_are_milliseconds_in_the_text_format_and_seconds_in_OpenMetrics()
    {
        ExpositionReader.Read("m 1 1500\n", false).Samples.Single().Milliseconds.ShouldBe(1500);
        ExpositionReader.Read("m 1 1.5\n# EOF\n", true).Samples.Single().Milliseconds.ShouldBe(1500);
    }

    [Test]
    public void OpenMetrics_must_end_with_its_end()
    {
        Should.Throw<ExpositionException>(() => ExpositionReader.Read("m 1\n", true)).Message.ShouldContain("# EOF");
        Should.Throw<ExpositionException>(() => ExpositionReader.Read("# EOF\nm 1\n", true));
    }

    [Test]
    public void Families_have_type_help_and_unit()
    {
        var seen = ExpositionReader.Read("# HELP m a \\n b\n# TYPE m untyped\n# UNIT m seconds\n", false);

        seen.Families["m"].ShouldBe(new FamilyMetadata("unknown", "a \n b", "seconds"));
    }

    [Test]
    public void An_exemplar_has_labels_value_and_time()
    {
        var exemplar = ExpositionReader.Read("m_bucket{le=\"1\"} 2 # {trace_id=\"ab\"} 0.5 1.25\n# EOF\n", true).Samples.Single().Exemplar!;

        exemplar.Labels.Of("trace_id").ShouldBe("ab");
        (exemplar.Value, exemplar.Milliseconds).ShouldBe((0.5, 1250L));
    }
}
