using Validation.Bdd.Features;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Tests.Features;

[TestFixture]
public sealed class A_feature_is_read_as_it_is_written
{
    [Test]
    public void With_backgrounds_rules_tags_and_descriptions()
    {
        var feature = Read("""
            @f
            Feature: Title
              First line.
              Second line.

              Background:
                Given b

              @s
              Scenario: Plain
                When w
                And  a
                * star

              @r
              Rule: A rule
                Background:
                  Given rb

                Scenario: In the rule
                  But x
            """);
        feature.Title.ShouldBe("Title");
        feature.Description.ShouldBe("First line.\nSecond line.");
        feature.Tags.ShouldBe(["f"]);
        feature.Scenarios.Select(s => s.Title).ShouldBe(["Plain", "In the rule"]);
        feature.Scenarios[0].Steps.Select(s => $"{s.Keyword} {s.Kind} {s.Text} {s.Line} {s.InBackground}").ShouldBe(
            ["Given Given b 7 True", "When When w 11 False", "And When a 12 False", "* When star 13 False"]);
        feature.Scenarios[1].Steps.Select(s => $"{s.Keyword} {s.Kind} {s.Text} {s.Line}").ShouldBe(["Given Given b 7", "Given Given rb 18", "But Given x 21"]);
        feature.Scenarios[1].Rule!.Tags.ShouldBe(["r"]);
    }

    [Test]
    public void With_keywords_of_its_language()
    {
        var feature = Read("""
            # language: de
            Funktionalität: Titel
              Szenario: Eins
                Angenommen a
                Wenn w
                Und u
                Dann d
            """);
        feature.Language.ShouldBe("de");
        feature.Scenarios[0].Steps.Select(s => s.Kind).ShouldBe([StepKind.Given, StepKind.When, StepKind.When, StepKind.Then]);
        feature.Scenarios[0].Steps[2].Keyword.ShouldBe("Und");
    }

    [Test]
    public void With_tables_doc_strings_and_examples()
    {
        var feature = Read(""""
            Feature: Title
              Scenario Outline: Adds <a>
                Given t
                  | x   | y |
                  | <a> | 2 |
                And text
                  """json
                  { "a": <a> }
                  """
                Examples: some
                  | a | b |
                  | 1 | 2 |
                @e
                Examples:
                  | a |
                  | 3 |
            """");
        var outline = feature.Scenarios.Single();
        outline.Steps[0].Table!.Rows.Select(r => string.Join(",", r)).ShouldBe(["x,y", "<a>,2"]);
        outline.Steps[1].DocString.ShouldBe(new DocStringModel("{ \"a\": <a> }", "json"));
        outline.Columns.ShouldBe(["a", "b"]);
        outline.Examples[1].Tags.ShouldBe(["e"]);
        outline.Examples[1].Rows[0].Line.ShouldBe(16);
    }

    [Test]
    public void Equal_texts_give_equal_models()
    {
        const string Text = "Feature: T\n  Scenario: S\n    Given a\n      | x |\n      | 1 |\n";
        FeatureReader.Read("a.feature", Text).ShouldBe(FeatureReader.Read("a.feature", Text));
        FeatureReader.Read("a.feature", Text).ShouldNotBe(FeatureReader.Read("a.feature", Text.Replace("1", "2", StringComparison.Ordinal)));
    }

    [TestCase("Adds <a>", "Adds 1 (b: 2)")]
    [TestCase("Adds <a> and <b>", "Adds 1 and 2")]
    [TestCase("Adds <c>", "Adds <c> (a: 1, b: 2)")]
    public void A_case_is_named_by_its_values(string title, string expected) =>
        Outline.Title(title, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }).ShouldBe(expected);

    [Test]
    public void A_value_is_not_filled_again() =>
        Outline.Fill("<a> <b>", new Dictionary<string, string> { ["a"] = "<b>", ["b"] = "2" }).ShouldBe("<b> 2");

    private static FeatureModel Read(string text)
    {
        var file = FeatureReader.Read("a.feature", text);
        file.Problems.ShouldBeEmpty();
        return file.Feature!;
    }
}
