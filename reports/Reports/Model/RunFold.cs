using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>
/// Folds a run's events into its model, one by one. Adding is constant work; <see cref="ToModel"/> is linear in the number of
/// scenarios, as those that did not change since the last call are not made again. Not for several threads at once.
/// </summary>
public sealed class RunFold
{
    private readonly Dictionary<Origin, (int Order, int Starts, double Slowest)> _components = [];
    private readonly List<ScenarioFold> _order = [];
    private readonly Dictionary<string, ScenarioFold> _scenarios = [];
    private readonly Dictionary<(string File, string Title), int> _occurrences = [];
    private readonly List<EvidenceFile> _evidence = [];
    private readonly List<ConfigRewired> _rewirings = [];
    private readonly List<string> _output = [];
    private RunStarted? _started;
    private RunFinished? _finished;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    /// <summary>The model of all these events.</summary>
    /// <exception cref="BadInputException">The stream contradicts itself or is of a newer format.</exception>
    public static RunModel Of(IEnumerable<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var fold = new RunFold();
        foreach (var happened in events)
            fold.Add(happened);
        return fold.ToModel();
    }

    /// <summary>Takes in the next event.</summary>
    /// <exception cref="BadInputException">It contradicts what came before, or the stream is of a newer format.</exception>
    public void Add(RunEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _first ??= happened.At.ToUniversalTime();
        _last = happened.At.ToUniversalTime();
        switch (happened)
        {
            case RunStarted e: Start(e); break;
            case RunFinished e: _finished = e; break;
            case ComponentReady e: AddComponent(e); break;
            case ConfigRewired e: _rewirings.Add(e); break;
            case ScenarioStarted e: Scenario(e.Scenario).Add(e, Occurrence(e)); break;
            case StepFinished e: Scenario(e.Scenario).Add(e); break;
            case VerdictReached e: Scenario(e.Scenario).Add(e); break;
            case Measured e: Scenario(e.Scenario).Add(e); break;
            case ScenarioFinished e: Scenario(e.Scenario).Add(e); break;
            case EvidenceKept { Scenario: { } scenario } e: Scenario(scenario).Add(e); break;
            case EvidenceKept e: _evidence.Add(e.File); break;
            case OutputWritten { Scenario: { } scenario } e: Scenario(scenario).Add(e); break;
            case OutputWritten e: _output.Add(e.Text); break;
        }
    }

    /// <summary>The model of what was added so far.</summary>
    public RunModel ToModel()
    {
        ImmutableArray<ScenarioModel> scenarios = [.. _order.Select(s => s.ToModel())];
        ImmutableArray<ComponentModel> components =
            [.. _components.OrderBy(c => c.Value.Order).Select(c => new ComponentModel(c.Key, c.Value.Starts, c.Value.Slowest))];
        var totals = Totals.Of(scenarios);
        return new RunModel
        {
            RunId = _started?.RunId ?? RunModel.NotRecorded,
            Seed = _started?.Seed ?? RunModel.NotRecorded,
            Environment = _started?.Environment ?? RunModel.NotRecorded,
            Harness = _started?.Harness ?? RunModel.NotRecorded,
            Machine = _started?.Machine ?? ImmutableSortedDictionary<string, string>.Empty,
            StartedAt = _started?.At.ToUniversalTime(),
            LastEventAt = _last,
            Finished = _finished is not null,
            Seconds = _finished?.Seconds ?? (_last - _first)?.TotalSeconds ?? 0,
            Components = components,
            Rewirings = [.. _rewirings],
            Scenarios = scenarios,
            Evidence = [.. _evidence],
            Output = [.. _output],
            Totals = totals,
            Kind = RunKinds.Of(components),
            Verdict = RunVerdict.Of(scenarios, totals, _finished is not null),
        };
    }

    /// <summary>The model of one scenario as it is now.</summary>
    internal ScenarioModel ScenarioNow(string? id) => _scenarios[id ?? ""].ToModel();

    /// <summary>The stream's first line, once it was added.</summary>
    internal RunStarted? Started => _started;

    private void Start(RunStarted started)
    {
        if (started.Format != 1)
            throw new BadInputException("The event stream is of a format this program cannot read", EventLog.FileName, "format 1",
                Words.Number(started.Format), "make the report with the version of the harness that made the run");
        _started = started;
    }

    private void AddComponent(ComponentReady ready)
    {
        var known = _components.TryGetValue(ready.Origin, out var sofar) ? sofar : (Order: _components.Count, Starts: 0, Slowest: 0.0);
        _components[ready.Origin] = (known.Order, known.Starts + 1, Math.Max(known.Slowest, ready.Seconds));
    }

    private ScenarioFold Scenario(string? id)
    {
        id ??= "";
        if (_scenarios.TryGetValue(id, out var known))
            return known;
        // An event of a scenario that never began must not be lost: it opens one, which stays without a title.
        var added = new ScenarioFold(id);
        _scenarios.Add(id, added);
        _order.Add(added);
        return added;
    }

    private int Occurrence(ScenarioStarted started)
    {
        var key = (started.File ?? "", started.Title ?? "");
        return _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
    }
}
