using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

/// <summary>Events for tests, a second apart.</summary>
internal sealed class Stream
{
    private readonly List<RunEvent> _events = [];
    private int _scenarios;

    public IReadOnlyList<RunEvent> Events => _events;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddSeconds(_events.Count);

    public RunModel Fold() => RunFold.Of(_events);

    public Stream Add(RunEvent happened)
    {
        _events.Add(happened);
        return this;
    }

    public static Stream Begun(params ReadOnlySpan<Provenance> parts)
    {
        var stream = new Stream();
        stream.Add(new RunStarted(stream.Now, 1, "run-1", "0000000000000001", "embedded", "0.1.0", ImmutableSortedDictionary<string, string>.Empty));
        foreach (var part in parts)
            stream.Add(new ComponentReady(stream.Now, new Origin($"part-{stream._events.Count}", part, "program", "1.0", "PATH", "/bin/program"), 1));
        return stream;
    }

    public Stream Scenario(Status? status, params ReadOnlySpan<RunEvent> happened) => Titled("a title", status, happened);

    public Stream Titled(string title, Status? status, params ReadOnlySpan<RunEvent> happened)
    {
        var id = $"s{++_scenarios}";
        Add(new ScenarioStarted(Now, id, "a feature", title, "area/a.feature", 3, ["tag"], ""));
        foreach (var e in happened)
        {
            Add(e switch
            {
                VerdictReached v => v with { Scenario = id, At = Now },
                Measured m => m with { Scenario = id, At = Now },
                StepFinished s => s with { Scenario = id, At = Now },
                EvidenceKept k => k with { Scenario = id, At = Now },
                OutputWritten o => o with { Scenario = id, At = Now },
                _ => e,
            });
        }

        return status is { } end ? Add(new ScenarioFinished(Now, id, end, 1, end == Status.Passed ? null : "it did not")) : this;
    }

    public Stream Finished() => Add(new RunFinished(Now, _events.Count));

    public static VerdictReached Verdict(Outcome outcome, int findings = 0) => new(default, "", "a claim", outcome,
        [.. Enumerable.Range(1, findings).Select(n => new Finding("missing", $"item {n}", "nothing", $"key-{n}"))], findings, []);

    public static Measured Figure(double value, double? atLeast = null, double? atMost = null) => new(default, "", "a figure", "s", value, atLeast, atMost);

    public static StepFinished Step(Status status = Status.Passed, string text = "a step", string? error = null) =>
        new(default, "", "Given", text, 4, status, 0.1, error, null);
}
