using System.Collections.Immutable;
using System.Text.Json;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

public class The_allure_results
{
    [Test]
    public async Task The_official_program_makes_a_site_that_lists_every_scenario()
    {
        using var folder = new RunFolder("everything");
        var run = ReportWriter.WriteAll(folder.Path);
        var site = Path.Combine(folder.Path, "site");

        await AllureTool.GenerateAsync(Path.Combine(folder.Path, "allure-results"), site);

        File.Exists(Path.Combine(site, "index.html")).ShouldBeTrue();
        var listed = Directory.GetFiles(Path.Combine(site, "data", "test-results")).Select(Site.Read).ToList();
        listed.Select(s => (s.Name, s.Status)).ShouldBe(
            run.Scenarios.Select(s => (s.Title, s.Status is null ? "unknown" : Words.Status(s.Status))).Append(("The run came to its end", "unknown")),
            ignoreOrder: true);
        listed.Single(s => s.Name.StartsWith("200", StringComparison.Ordinal)).Steps.ShouldBe(
            ["Given a pod that writes 200 numbered lines", "When the collector is killed and started again",
                "Then every line is stored exactly once within 30 s", "And no other tenant sees them"], ignoreOrder: false);
    }

    [Test]
    public void Two_runs_of_a_scenario_have_one_history_and_two_identities()
    {
        var (first, second) = (Result("run-1", 1), Result("run-2", 1));

        second.HistoryId.ShouldBe(first.HistoryId);
        second.TestCaseId.ShouldBe(first.TestCaseId);
        second.Uuid.ShouldNotBe(first.Uuid);
    }

    [Test]
    public void Two_scenarios_that_read_the_same_have_two_histories()
    {
        var (first, second) = (Result("run-1", 1), Result("run-1", 2));

        second.TestCaseId.ShouldBe(first.TestCaseId);
        second.HistoryId.ShouldNotBe(first.HistoryId);
    }

    [TestCase("blocker", "blocker")]
    [TestCase("trivial", "trivial")]
    [TestCase("alerts", "normal")]
    public void A_tag_that_names_a_severity_is_the_severity(string tag, string severity) =>
        Labels(tag).Where(l => l.Name == "severity").ShouldBe([new("severity", severity)]);

    [TestCase("P029", 1)]
    [TestCase("P029b", 0)]
    [TestCase("p029", 0)]
    public void A_tag_that_names_a_promise_is_a_promise(string tag, int promises) =>
        Labels(tag).Count(l => l.Name == "promise").ShouldBe(promises);

    [Test]
    public void A_run_that_finished_has_no_result_of_its_own_left()
    {
        using var folder = new RunFolder(null);
        var results = new Allure.AllureResults(folder.Path);
        var stream = Stream.Begun(Provenance.Real).Scenario(Status.Passed);
        results.Write(stream.Fold());
        Results(folder.Path).ShouldBe(1);

        results.Write(stream.Finished().Fold());

        Results(folder.Path).ShouldBe(0);
    }

    [Test]
    public void Evidence_that_is_too_large_is_named_instead_of_copied()
    {
        using var folder = new RunFolder(null);
        using (var large = File.Create(Path.Combine(folder.Path, "large.log")))
            large.SetLength(Allure.AllureResults.LargestCopy + 1);
        var run = Stream.Begun().Scenario(Status.Passed, new EvidenceKept(default, "", new EvidenceFile("large.log", "text/plain", "large.log", 0))).Fold();

        new Allure.AllureResults(folder.Path).Write(Allure.AllureRun.Of(run), run.Scenarios[0]);

        File.ReadAllText(Directory.GetFiles(Path.Combine(folder.Path, "allure-results"), "*-attachment.log").Single())
            .ShouldBe("This evidence is too large to be copied; it is in the run directory: large.log\n");
    }

    private static int Results(string run) => Directory.GetFiles(Path.Combine(run, "allure-results"), "*-result.json").Length;

    private static ImmutableArray<Allure.AllureLabel> Labels(string tag)
    {
        var run = Stream.Begun().Scenario(Status.Passed).Fold();
        return Allure.AllureLabels.Of(Allure.AllureRun.Of(run), run.Scenarios[0] with { Tags = [tag] });
    }

    private static Allure.AllureResult Result(string run, int occurrence)
    {
        var scenario = Stream.Begun().Scenario(Status.Passed).Fold().Scenarios[0] with { Occurrence = occurrence };
        return Allure.AllureScenario.Of(new Allure.AllureRun(run, "1", "host"), scenario, new Allure.AttachmentList("x"));
    }

    private sealed record Site(string Name, string Status, IReadOnlyList<string> Steps)
    {
        public static Site Read(string file)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            return new Site(root.GetProperty("name").GetString()!, root.GetProperty("status").GetString()!,
                [.. root.GetProperty("steps").EnumerateArray().Where(s => s.GetProperty("type").GetString() == "step").Select(s => s.GetProperty("name").GetString()!)]);
        }
    }
}
