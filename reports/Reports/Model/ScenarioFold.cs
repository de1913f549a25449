using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>Gathers one scenario's events. What comes before a step's end belongs to that step.</summary>
internal sealed class ScenarioFold(string id)
{
    private readonly List<StepModel> _steps = [];
    private readonly List<VerdictReached> _verdicts = [];
    private readonly List<Measured> _measurements = [];
    private readonly List<EvidenceFile> _evidence = [];
    private readonly List<string> _output = [];
    private ScenarioStarted? _started;
    private ScenarioFinished? _finished;
    private int _occurrence = 1;
    private DateTimeOffset? _first;
    private DateTimeOffset _last;
    private ScenarioModel? _model;

    public void Add(ScenarioStarted e, int occurrence)
    {
        if (_started is not null)
            throw new BadInputException("The event stream contradicts itself", EventLog.FileName, "each scenario beginning once",
                $"{id} beginning a second time, as {Clean.Text(e.Title)}", "restore the file as the run wrote it");
        Touch(e);
        (_started, _occurrence) = (e, occurrence);
    }

    public void Add(StepFinished e)
    {
        Touch(e);
        _steps.Add(new StepModel(e, Take()));
    }

    public void Add(VerdictReached e)
    {
        Touch(e);
        _verdicts.Add(e with
        {
            Findings = e.Findings.IsDefault ? [] : e.Findings,
            FindingCount = Math.Max(e.FindingCount, e.Findings.IsDefault ? 0 : e.Findings.Length),
            Evidence = e.Evidence.IsDefault ? [] : e.Evidence,
        });
    }

    public void Add(Measured e)
    {
        Touch(e);
        _measurements.Add(e);
    }

    public void Add(EvidenceKept e)
    {
        Touch(e);
        _evidence.Add(e.File);
    }

    public void Add(OutputWritten e)
    {
        Touch(e);
        _output.Add(e.Text);
    }

    public void Add(ScenarioFinished e)
    {
        Touch(e);
        _finished = e;
    }

    public ScenarioModel ToModel() => _model ??= Doubted(new ScenarioModel
    {
        Id = id,
        Feature = _started?.Feature ?? "",
        FeatureDescription = _started?.Description ?? "",
        Title = _started?.Title ?? $"{id} (its beginning is not recorded)",
        File = _started?.File ?? "",
        Line = _started?.Line ?? 0,
        Tags = _started is null || _started.Tags.IsDefault ? [] : _started.Tags,
        Occurrence = _occurrence,
        StartedAt = _first ?? _last,
        Status = _finished?.Status,
        Seconds = _finished?.Seconds ?? (_last - (_first ?? _last)).TotalSeconds,
        Error = _finished?.Error,
        Steps = [.. _steps],
        Rest = Now(),
    });

    /// <summary>A scenario that says it passed is not believed against its own verdicts and limits.</summary>
    private static ScenarioModel Doubted(ScenarioModel model)
    {
        if (model.Status != Status.Passed)
            return model;
        var verdict = model.Verdicts.FirstOrDefault(v => v.Outcome != Outcome.Holds);
        var outside = model.Measurements.FirstOrDefault(m => !Limits.Of(m).Kept);
        var because = verdict is not null ? $"the claim \"{verdict.Claim}\" is {Words.Outcome(verdict.Outcome)}"
            : outside is not null ? $"\"{outside.Name}\" is outside its limits"
            : null;
        return because is null ? model : model with { Status = Status.Failed, Error = $"Recorded as passed, but {because}." };
    }

    private void Touch(RunEvent e)
    {
        _last = e.At.ToUniversalTime();
        _first ??= _last;
        _model = null;
    }

    private Happenings Now() => _verdicts.Count + _measurements.Count + _evidence.Count + _output.Count == 0
        ? Happenings.None
        : new Happenings([.. _verdicts], [.. _measurements], [.. _evidence], [.. _output]);

    private Happenings Take()
    {
        var taken = Now();
        _verdicts.Clear();
        _measurements.Clear();
        _evidence.Clear();
        _output.Clear();
        return taken;
    }
}
