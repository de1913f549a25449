using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Harness.Events;
using Validation.Reports.Html;

namespace Validation.Reports.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Reports_while_a_run_goes_on : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 18, 30, 0, TimeSpan.Zero));
    private readonly RunFolder _folder = new(null);
    private readonly EventLog _log;

    public Reports_while_a_run_goes_on() => _log = EventLog.Create(_folder.Path, _clock);

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_run_that_is_killed_leaves_a_report_that_says_so()
    {
        _ = ProgressiveReports.Attach(_log, _clock);
        Started();
        Scenario("s1");
        _log.Write(new ScenarioStarted(_clock.GetUtcNow(), "s2", "a feature", "under way", "a.feature", 9, [], ""));

        var page = _folder.Read(HtmlReport.FileName);

        page.ShouldContain("This run did not finish.");
        page.ShouldContain("<span class=\"status unfinished\">unfinished</span>");
        page.ShouldContain("under way");
        Directory.GetFiles(Path.Combine(_folder.Path, "allure-results"), "*-result.json").Length.ShouldBe(2, "s1, and the run itself");
    }

    [Test]
    public void A_run_that_ends_has_the_same_reports_as_those_written_from_its_stream()
    {
        using (ProgressiveReports.Attach(_log, _clock))
        {
            Started();
            Scenario("s1");
            Scenario("s2");
            _log.Write("s1", Evidence.Text("late.log", "written by a clean-up"));
            _log.Write(new RunFinished(_clock.GetUtcNow(), 2));
        }

        var progressive = Files();
        ReportWriter.WriteAll(_folder.Path);

        Files().ShouldBe(progressive);
        _folder.Read(HtmlReport.FileName).ShouldContain("REHEARSAL — holds");
    }

    [Test]
    public void Letting_go_before_the_end_writes_what_happened()
    {
        using (ProgressiveReports.Attach(_log, _clock))
            Started();

        _folder.Read(HtmlReport.FileName).ShouldContain("This run did not finish.");
    }

    [Test]
    public void Refreshing_takes_at_most_a_twentieth_of_the_run()
    {
        var (writes, spent) = (0, TimeSpan.Zero);
        using var reports = new ProgressiveReports(_log, _clock, run =>
        {
            writes++;
            var cost = TimeSpan.FromMilliseconds(10 * (run.Scenarios.Length + 1));
            spent += cost;
            _clock.Advance(cost);
        });
        var start = _clock.GetTimestamp();
        Started();
        for (var i = 0; i < 500; i++)
        {
            Scenario($"s{i}");
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        writes.ShouldBeGreaterThan(3);
        spent.ShouldBeLessThan(_clock.GetElapsedTime(start) * (ProgressiveReports.Share * 1.1));
    }

    [Test]
    public void Long_scenarios_have_each_their_refresh()
    {
        var writes = new List<int>();
        using var reports = new ProgressiveReports(_log, _clock, run =>
        {
            writes.Add(run.Totals.Passed);
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        });
        Started();
        for (var i = 0; i < 20; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            Scenario($"s{i}");
        }

        writes.Distinct().ShouldBe(Enumerable.Range(0, 21));
    }

    [Test]
    public void A_disk_that_is_full_ends_no_scenario_but_the_run_tells()
    {
        var reports = new ProgressiveReports(_log, _clock, _ => throw new IOException("No space left on device"));
        Started();
        Scenario("s1");

        reports.Failure.ShouldBeOfType<IOException>();
        Should.Throw<IOException>(() => _log.Write(new RunFinished(_clock.GetUtcNow(), 2))).Message.ShouldBe("No space left on device");
    }

    private void Started() => _log.Write(new RunStarted(_clock.GetUtcNow(), 1, "run-1", "0000000000000001", "embedded", "0.1.0",
        ImmutableSortedDictionary<string, string>.Empty));

    private void Scenario(string id)
    {
        _log.Write(new ScenarioStarted(_clock.GetUtcNow(), id, "a feature", $"title {id}", "a.feature", 3, [], ""));
        _log.Write(new ScenarioFinished(_clock.GetUtcNow(), id, Status.Passed, 0.1, null));
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order()
        .ToDictionary(f => f, f => f.EndsWith(EventLog.FileName, StringComparison.Ordinal) ? "" : File.ReadAllText(f));
}
