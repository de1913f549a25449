using Validation.Harness.Events;
using Validation.Reports.Allure;

namespace Validation.Reports;

/// <summary>
/// Keeps the reports of a run readable while it goes on: after each scenario its Allure result is written, and with each verdict,
/// scenario or part the pages are written again, as long as all of that took at most a twentieth of the run's time so far (what the
/// next time costs is reckoned from the last). A run that is killed leaves reports that say so.
/// </summary>
public sealed class ProgressiveReports : IDisposable
{
    /// <summary>The share of the run's time that refreshing may take, its end apart.</summary>
    internal const double Share = 0.05;

    private readonly Lock _gate = new();
    private readonly RunFold _fold = new();
    private readonly EventLog _log;
    private readonly TimeProvider _clock;
    private readonly Action<RunModel> _writePages;
    private readonly AllureResults _allure;
    private readonly Dictionary<string, ScenarioModel> _written = [];
    private readonly long _start;
    private double _spent;
    private double _costOfOneEvent;
    private long _events;
    private bool _ended;

    internal ProgressiveReports(EventLog log, TimeProvider clock, Action<RunModel> writePages)
    {
        (_log, _clock, _writePages) = (log, clock, writePages);
        _start = clock.GetTimestamp();
        _allure = new AllureResults(log.Directory);
        log.Written += Take;
    }

    /// <summary>What kept the reports from being refreshed; null when nothing did. The run's end tries once more, and throws.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Follows a log from its first event on; attach it before anything is written.</summary>
    public static ProgressiveReports Attach(EventLog log, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(clock);
        return new ProgressiveReports(log, clock, run => ReportWriter.WritePages(run, log.Directory));
    }

    /// <summary>The model of what has happened so far.</summary>
    public RunModel ToModel()
    {
        lock (_gate)
        {
            return _fold.ToModel();
        }
    }

    /// <summary>Writes the reports a last time, unless the run's end did, and lets go of the log.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Dispose()
    {
        _log.Written -= Take;
        lock (_gate)
        {
            if (!_ended)
                End();
        }
    }

    private void Take(RunEvent happened)
    {
        lock (_gate)
        {
            _fold.Add(happened);
            _events++;
            if (happened is RunFinished)
                End();
            else if (Failure is null && happened is RunStarted or ComponentReady or ScenarioStarted or VerdictReached or ScenarioFinished)
                Refresh(happened as ScenarioFinished);
        }
    }

    /// <summary>A disk that is full must not end a scenario that would go on: the failure is kept, and the run's end reports it.</summary>
    private void Refresh(ScenarioFinished? ended)
    {
        try
        {
            if (ended is not null)
                WriteScenario(_fold.ScenarioNow(ended.Scenario), AllureRun.Of(_fold.Started));
            if (_events * _costOfOneEvent <= (Share * _clock.GetElapsedTime(_start).TotalSeconds) - _spent)
                WritePages();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = e;
        }
    }

    private void WritePages()
    {
        var before = _clock.GetTimestamp();
        _writePages(_fold.ToModel());
        var cost = _clock.GetElapsedTime(before).TotalSeconds;
        _spent += cost;
        _costOfOneEvent = cost / _events;
    }

    /// <summary>What changed after a scenario's end (evidence of a clean-up), and what did not end, is written now.</summary>
    private void End()
    {
        _ended = true;
        var run = _fold.ToModel();
        foreach (var scenario in run.Scenarios)
            WriteScenario(scenario, AllureRun.Of(run));
        _writePages(run);
    }

    private void WriteScenario(ScenarioModel scenario, AllureRun run)
    {
        if (_written.TryGetValue(scenario.Id, out var written) && ReferenceEquals(written, scenario))
            return;
        _allure.Write(run, scenario);
        _written[scenario.Id] = scenario;
    }
}
