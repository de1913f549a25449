using Validation.Harness;
using Validation.Harness.Events;
using Validation.Reports.Html;
using Validation.Reports.JUnit;
using Validation.Reports.Markdown;

namespace Validation.Reports.Tests;

public class Untrusted_text
{
    [TestCase("plain ümläut 😀", "plain ümläut 😀")]
    [TestCase("nul \0 escape \u001b[31m delete \u007f", "nul ␀ escape ␛[31m delete ␡")]
    [TestCase("lines\r\nand\ttabs\rkept", "lines\nand\ttabs␍kept")]
    [TestCase("turned \u202etxt.exe", "turned [U+202E]txt.exe")]
    [TestCase("c1 \u0085", "c1 [U+0085]")]
    [TestCase(null, "")]
    public void Is_cleaned_for_every_format(string? text, string clean) => Clean.Text(text).ShouldBe(clean);

    [Test]
    public void With_halves_of_characters_is_cleaned()
    {
        // Not test cases: attributes are kept as UTF-8, which cannot hold halves.
        Clean.Text("half \ud83d and \udc00 and \ufffe\uffff").ShouldBe("half \ufffd and \ufffd and \ufffd\ufffd");
        Clean.Text("a half before a whole \ud83d😀").ShouldBe("a half before a whole \ufffd😀");
    }

    [Test]
    public void Is_never_cut_within_a_character() => Clean.Line("ab😀cd", 3).ShouldBe("ab…");

    [TestCase("a | b *c* _d_ <b> & @ops [x](y) #1", @"a \| b \*c\* \_d\_ &lt;b&gt; &amp; &#64;ops \[x\](y) \#1")]
    [TestCase("two\nlines", "two lines")]
    public void Is_escaped_for_Markdown(string text, string escaped) => MarkdownText.Escape(text).ShouldBe(escaped);

    [TestCase("plain", "`plain`")]
    [TestCase("a `tick` and ``two``", "``` a `tick` and ``two`` ```")]
    [TestCase("a|b", @"`a\|b`")]
    [TestCase("", "")]
    public void Cannot_leave_a_code_span(string text, string code) => MarkdownText.Code(text).ShouldBe(code);

    [Test]
    public void Never_becomes_markup_wherever_it_stands()
    {
        const string hostile = "</td></pre><script>x</script>\"'><!-- ]]> \0\ud83d";
        var finding = new Finding(hostile, hostile, hostile, hostile);
        var file = new EvidenceFile(hostile, hostile, hostile, 1);
        var run = RunFold.Of(
        [
            new RunStarted(default, 1, hostile, hostile, hostile, hostile, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(hostile, hostile)),
            new ComponentReady(default, new Origin(hostile, Provenance.StandIn, hostile, hostile, hostile, hostile), 1),
            new ConfigRewired(default, hostile, hostile, hostile, hostile, hostile),
            new ScenarioStarted(default, hostile, hostile, hostile, hostile, 1, [hostile], hostile),
            new OutputWritten(default, hostile, hostile),
            new Measured(default, hostile, hostile, hostile, 3, 1, 2),
            new EvidenceKept(default, hostile, file),
            new VerdictReached(default, hostile, hostile, Outcome.Violated, [finding], 1, [file]),
            new StepFinished(default, hostile, hostile, hostile, 1, Status.Failed, 1, hostile, hostile),
            new ScenarioFinished(default, hostile, Status.Failed, 1, hostile + "\n more"),
            new ScenarioStarted(default, "2", hostile, hostile, hostile, 1, [], ""),
            new ScenarioFinished(default, "2", Status.Skipped, 1, hostile),
            new OutputWritten(default, null, hostile),
            new EvidenceKept(default, null, file),
        ]);

        var page = System.Xml.Linq.XDocument.Parse(HtmlReport.Write(run, new Shown(hostile)));

        page.Descendants("script").ShouldBeEmpty();
        page.DescendantNodes().OfType<System.Xml.Linq.XComment>().ShouldBeEmpty();
        System.Xml.Linq.XDocument.Parse(JUnitReport.Write(run)).Descendants("script").ShouldBeEmpty();
        MarkdownSummary.Write(run).Replace("`", "", StringComparison.Ordinal).ShouldNotContain("\n<script>");
        ConsoleSummary.Lines(run, "x").ShouldAllBe(l => !l.Contains('\0'));
    }

    private sealed class Shown(string text) : IEvidenceText
    {
        public string? Read(EvidenceFile file) => text;
    }
}
