using Validation.Simulators.StandIns.Collector.Filelog.Text;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Regular expressions mean what Go's mean.</summary>
internal sealed class Re2Tests
{
    [TestCase("a$", "a", true)]
    [TestCase("a$", "a\n", false)]
    [TestCase("(?m)a$", "a\nb", true)]
    [TestCase("(?m)^b", "a\nb", true)]
    [TestCase("^b", "a\nb", false)]
    [TestCase("(?m:a$)\nb$", "a\nb", true)]
    [TestCase("(?m:a$)|b$", "b\n", false)]
    [TestCase("^a.b$", "a\rb", true)]
    [TestCase("^a.b$", "a\nb", false)]
    [TestCase("(?s)^a.b$", "a\nb", true)]
    [TestCase(@"^\d$", "٣", false)]
    [TestCase(@"^\d$", "3", true)]
    [TestCase(@"^\w$", "é", false)]
    [TestCase(@"^[\w-]$", "-", true)]
    [TestCase(@"^\s$", "\u00a0", false)]
    [TestCase(@"^\s$", "\v", false)]
    [TestCase(@"^[\D]$", "a", true)]
    [TestCase(@"^[\D]$", "7", false)]
    [TestCase(@"^[^\S]$", " ", true)]
    [TestCase(@"^[\s\S]*$", "a\nb", true)]
    [TestCase(@"^[[:alpha:]_]+$", "ab_", true)]
    [TestCase(@"^[]a]+$", "]a", true)]
    [TestCase(@"^[^\]]+$", "a[", true)]
    [TestCase(@"\bcat\b", "a cat", true)]
    [TestCase(@"\bcat\b", "écat", true)]
    [TestCase(@"\Qa.b\E", "a.b", true)]
    [TestCase(@"\Qa.b\E", "axb", false)]
    [TestCase("(?i)ERROR", "error", true)]
    [TestCase("a{2}", "aa", true)]
    [TestCase("a{,2}", "a{,2}", true)]
    [TestCase(@"^\x41\x{42}$", "AB", true)]
    [TestCase("[a-z-[aeiou]]", "b]", true)]
    public void A_pattern_matches_what_it_matches_in_Go(string pattern, string text, bool matches) => Re2.Compile(pattern).IsMatch(text).ShouldBe(matches);

    [TestCase("(?=a)")]
    [TestCase("(?<!a)")]
    [TestCase("(?>a)")]
    [TestCase(@"(a)\1")]
    [TestCase("a**")]
    [TestCase("a*+")]
    [TestCase("(a")]
    [TestCase("a)")]
    [TestCase("[a")]
    [TestCase("a{1001}")]
    [TestCase("(?P<a-b>x)")]
    [TestCase(@"\Z")]
    [TestCase("[z-a]")]
    public void What_re2_does_not_have_is_refused(string pattern) => Should.Throw<FormatException>(() => Re2.Compile(pattern));

    [Test]
    public void Named_groups_are_found_and_others_are_not_counted()
    {
        var regex = Re2.Compile(@"(a)(?P<x>b)(c)(?<y>d)");
        regex.Match("abcd").Groups["y"].Value.ShouldBe("d");
        regex.GetGroupNames().ShouldBe(["0", "x", "y"]);
    }
}
