using System.Collections.Immutable;

namespace Validation.Bdd;

/// <summary>
/// Where the running scenario stands in its file. It is injected like the scenario's context. Reqnroll has nothing like it, so
/// code that uses it stands under <c>#if !REQNROLL</c>.
/// </summary>
public sealed class ScenarioSource
{
    private int _current = -1;

    internal ScenarioSource(string file, string title, int line, int exampleLine, ImmutableArray<StepSource> steps) =>
        (File, Title, Line, ExampleLine, Steps) = (file, title, line, exampleLine, steps);

    /// <summary>The feature file relative to the features project, with forward slashes.</summary>
    public string File { get; }

    /// <summary>The title as the test's name has it: filled, with the arguments it does not name.</summary>
    public string Title { get; }

    /// <summary>Line of the scenario, from 1.</summary>
    public int Line { get; }

    /// <summary>Line of the example row, from 1; 0 when it is no outline.</summary>
    public int ExampleLine { get; }

    /// <summary>All steps, those of the backgrounds first; also those that a failure keeps from running.</summary>
    public ImmutableArray<StepSource> Steps { get; }

    /// <summary>The step that is running or ran last; null before the first.</summary>
    public StepSource? Step => _current < 0 ? null : Steps[_current];

    /// <summary>How many steps have begun: those from here on in <see cref="Steps"/> have not.</summary>
    public int Begun => _current + 1;

    internal void Begin(int step) => _current = step;
}

/// <summary>A step as it stands in the file, with the values of the example row.</summary>
/// <param name="Keyword">The keyword as written: <c>And</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Argument">The table or doc string as text, else null.</param>
/// <param name="MediaType">Media type of the doc string, else null.</param>
public sealed record StepSource(string Keyword, string Text, int Line, string? Argument, string? MediaType);
