using Validation.Bdd.Features;

namespace Validation.Bdd.Tests.Features;

[TestFixture]
public sealed class What_is_wrong_in_a_feature_has_its_line
{
    [Test]
    public void Broken_gherkin() => Problems("""
        Feature: T
          Scenario: S
            Given a
            Gven b
        """).ShouldBe(["VALB001 4:5 The feature cannot be read: expected: #EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Gven b'"]);

    [Test]
    public void Every_broken_line() => Problems("Feature: T\n  Scenario: S\n    Given a\n      | a | b |\n      | 1 |\n    nonsense\n")
        .Select(p => p[..11]).ShouldBe(["VALB001 6:5", "VALB001 5:7"]);

    [Test]
    public void An_unknown_language() => Problems("# language: xx\nFeature: T\n").Single().ShouldBe("VALB001 1:1 The feature cannot be read: Language not supported: xx");

    [Test]
    public void A_title_that_is_there_twice() => Problems("""
        Feature: T
          Scenario: S
            Given a
          Rule: R
            Scenario: S
              Given a
        """).ShouldBe(["VALB005 5:5 The scenario \"S\" is already in line 2; give each scenario of a feature a title of its own"]);

    [Test]
    public void An_example_row_that_is_there_twice() => Problems("""
        Feature: T
          Scenario Outline: S
            Given <a> <b>
            Examples:
              | a | b |
              | 1 | 2 |
            Examples:
              | b | a |
              | 2 | 1 |
        """).ShouldBe(["VALB005 9:1 This example row is already in line 6; remove one"]);

    [Test]
    public void A_placeholder_without_a_column() => Problems(""""
        Feature: T
          Scenario Outline: S
            Given <a> and <c>
              | <d> |
            And text
              """
              <e>
              """
            Examples:
              | a |
              | 1 |
        """").ShouldBe(
        [
            "VALB006 3:5 The placeholder <c> has no column in the Examples of line 9, whose columns are a; add the column or correct the name",
            "VALB006 3:5 The placeholder <d> has no column in the Examples of line 9, whose columns are a; add the column or correct the name",
            "VALB006 5:5 The placeholder <e> has no column in the Examples of line 9, whose columns are a; add the column or correct the name",
        ]);

    [Test]
    public void But_not_markup_nor_a_background() => Problems(""""
        Feature: T
          Background:
            Given <b>
          Scenario Outline: S
            Given <a>
              """xml
              <domain><name>x</name></domain>
              """
            Examples:
              | a |
              | 1 |
          Scenario: Plain
            Given <p>
        """").ShouldBeEmpty();

    [Test]
    public void A_scenario_without_steps() => Problems("Feature: T\n  Scenario: S\n").Single()
        .ShouldBe("VALB007 2:3 The scenario \"S\" has no steps, so it would pass without showing anything; write its steps");

    [Test]
    public void An_outline_without_rows() => Problems("# language: de\nFunktionalität: T\n  Szenariogrundriss: S\n    Wenn <a>\n").Single()
        .ShouldBe("VALB007 3:3 The outline \"S\" has no example rows, so it would never run; add an Examples table");

    private static string[] Problems(string text) =>
        [.. FeatureReader.Read("a.feature", text).Problems.Select(p => $"{p.Id} {p.Line}:{p.Column} {p.Message}")];
}
