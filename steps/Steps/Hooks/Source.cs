using Reqnroll;
#if !REQNROLL
using Validation.Bdd;
#endif

namespace Validation.Steps.Hooks;

/// <summary>Where a scenario and its steps stand in their file. Reqnroll does not tell: with it, file and lines stay empty.</summary>
internal static class Source
{
#if REQNROLL
    public static (string File, int Line) Of(ScenarioContext scenario) => ("", 0);

    public static string Title(ScenarioContext scenario) => scenario.ScenarioInfo.Title;

    public static (string Keyword, int Line) Step(ScenarioContext scenario) => (scenario.StepContext.StepInfo.StepDefinitionType.ToString(), 0);

    public static IEnumerable<(string Keyword, string Text, int Line, string? Argument)> NotBegun(ScenarioContext scenario) => [];
#else
    public static (string File, int Line) Of(ScenarioContext scenario) =>
        Get(scenario) is var source && source.ExampleLine > 0 ? (source.File, source.ExampleLine) : (source.File, source.Line);

    public static string Title(ScenarioContext scenario) => Get(scenario).Title;

    public static (string Keyword, int Line) Step(ScenarioContext scenario) => Get(scenario).Step is { } step ? (step.Keyword, step.Line) : ("", 0);

    public static IEnumerable<(string Keyword, string Text, int Line, string? Argument)> NotBegun(ScenarioContext scenario) =>
        Get(scenario) is var source ? source.Steps.Skip(source.Begun).Select(s => (s.Keyword, s.Text, s.Line, s.Argument)) : [];

    private static ScenarioSource Get(ScenarioContext scenario) => scenario.ScenarioContainer.Resolve<ScenarioSource>();
#endif
}
