namespace Validation.Bdd.Tests.Generator;

[TestFixture]
public sealed class A_feature_becomes_a_fixture
{
    private const string Pushgateway = """"
        @metrics
        Feature: Pushgateway keeps the last push
          Batch jobs end before anybody
          can scrape them.

          Background:
            Given a pushgateway

          @smoke @needs-restart
          Scenario: A batch job's last "push" is visible
            It is asked after the job has ended.

            When a batch job pushes "orders" with 3 items
            And 5 s passes
            Then 3 items are kept

          @ignore
          Scenario: class
            When the lamp turns dark red

          Scenario Outline: Pushes add up to <sum>
            Given these jobs
              | name   | \| |
              | <name> |    |
            And this text
              """json
              { "name": "<name>" }
              """
            When a batch job pushes "<name>" with <count> items
            Then <sum> items are kept

            Examples:
              | name | count | sum |
              | a    | 1     | 1   |
              | b\|c | 2     | 2   |

            @slow @exclusive
            Examples: with a column of their own
              | name | count | sum | why |
              | z    | 3     | 3   | big |

          @rule
          Rule: A rule of its own
            Background:
              Given nothing happens

            @exclusive
            Scenario: class!
              Then 0 items are kept
        """";

    [TestCase("metrics.pushgateway.feature.g.cs")]
    [TestCase("TestRun.g.cs")]
    public void Exactly_as_approved(string file)
    {
        var result = Compiler().Run();
        result.Exception.ShouldBeNull();
        result.Diagnostics.ShouldBeEmpty();
        Approved.Check(file, result.GeneratedSources.Single(s => s.HintName == file).SourceText.ToString());
    }

    [Test]
    public void That_compiles_without_a_warning() => Compiler().CompileErrors().ShouldBeEmpty();

    [Test]
    public void In_its_language()
    {
        var source = new Compiler().Steps(SampleSteps.Code)
            .Feature("lampe.feature", "# language: de\nFunktionalität: Die Lämpchen\n  Szenario: Grün\n    Wenn the lamp turns green\n    Und nothing happens\n")
            .Run().GeneratedSources.Single(s => s.HintName == "lampe.feature.g.cs").SourceText.ToString();
        source.ShouldContain("public sealed class Die_Lämpchen");
        source.ShouldContain("StepDefinitionType.When, \"Und\", \"nothing happens\", 5)");
    }

    [Test]
    public void Without_a_path_of_this_machine_when_the_build_is_deterministic()
    {
        var sources = Compiler().With("DeterministicSourcePaths", "true").Run().GeneratedSources;
        var source = sources.Single(s => s.HintName.Contains("pushgateway", StringComparison.Ordinal)).SourceText.ToString();
        source.ShouldContain("#line 14 \"/_/features/metrics/pushgateway.feature\"");
        source.ShouldNotContain("/src/");
    }

    [Test]
    public void Whose_names_are_free()
    {
        var compiler = new Compiler().Steps(SampleSteps.Code).Feature("1-a/x.feature", """
            Feature: 2 lamps
              Scenario: 2 lamps
                Given nothing happens
              Scenario: To string
                Given nothing happens
              Scenario: ToString
                Given nothing happens
              Scenario: to-string
                Given nothing happens
              Scenario: to string
                Given nothing happens
              Scenario: ...
                Given nothing happens
              Scenario Outline: O
                Given nothing happens
                Examples:
                  | scenario | a b | a-b |
                  | 1        | 2   | 3   |
            """);
        compiler.CompileErrors().ShouldBeEmpty();
        compiler.Errors().ShouldBeEmpty();
    }

    [Test]
    public void Without_features_nothing_is_written() => new Compiler().Steps(SampleSteps.Code).Run().GeneratedSources.ShouldBeEmpty();

    private static Compiler Compiler() => new Compiler().Steps(SampleSteps.Code).Feature("metrics/pushgateway.feature", Pushgateway);
}
