using System.Globalization;
using Spectre.Console;
using Validation.Harness.Events;
using Status = Validation.Harness.Events.Status;

namespace Validation.Cli;

/// <summary>Shows a run while it goes on: a line for each scenario that ended, with what was wrong.</summary>
internal sealed class Progress(IAnsiConsole console, int total)
{
    private const int Longest = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ScenarioStarted> _running = [];
    private int _done;

    /// <summary>A line of its own, as it is.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            console.WriteLine(line);
        }
    }

    /// <summary>Told of every event of the run, from any thread.</summary>
    public void Show(RunEvent happened)
    {
        lock (_gate)
        {
            if (happened is ScenarioStarted started)
                _running[started.Scenario] = started;
            else if (happened is ScenarioFinished finished && _running.Remove(finished.Scenario, out var scenario))
                Finished(scenario, finished);
        }
    }

    private void Finished(ScenarioStarted scenario, ScenarioFinished finished)
    {
        _done++;
        var (word, colour) = finished.Status switch
        {
            Status.Passed => ("holds   ", "green"),
            Status.Failed => ("VIOLATED", "red"),
            Status.Broken => ("BROKEN  ", "red"),
            _ => ("skipped ", "yellow"),
        };
        var counter = $"{_done}/{total}".PadLeft(7);
        var seconds = finished.Seconds.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(6);
        console.MarkupLine($"{counter} [{colour}]{word}[/] {seconds} s  {Markup.Escape($"{scenario.Feature}: {scenario.Title}")}");
        if (finished.Error is not null)
            console.WriteLine(Indent($"{finished.Error}\n{scenario.File}:{scenario.Line}"));
    }

    // Of a long finding its beginning tells enough here; the report has the whole.
    private static string Indent(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Take(14)
        .Select(l => "          " + (l.Length > Longest ? string.Concat(l.AsSpan(0, Longest), "…") : l)));
}
