using System.Collections.Immutable;
using Reqnroll.Bindings;

namespace Validation.Bdd;

/// <summary>What the generator knows of a feature.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">The description; may be empty.</param>
/// <param name="Language">Language of the keywords: <c>en</c>.</param>
/// <param name="File">The file relative to the features project, with forward slashes.</param>
/// <param name="Line">Line of the feature, from 1.</param>
/// <param name="Tags">Tags without the at sign.</param>
public sealed record FeaturePlan(string Title, string Description, string Language, string File, int Line, ImmutableArray<string> Tags);

/// <summary>What the generator knows of a rule.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">The description; may be empty.</param>
/// <param name="Tags">Tags without the at sign.</param>
public sealed record RulePlan(string Title, string Description, ImmutableArray<string> Tags);

/// <summary>What the generator knows of a scenario or an outline.</summary>
/// <param name="Title">The title, with placeholders.</param>
/// <param name="Description">The description; may be empty.</param>
/// <param name="Line">Line of the scenario, from 1.</param>
/// <param name="Rule">The rule around it, else null.</param>
/// <param name="Tags">Tags of the scenario itself, without the at sign.</param>
/// <param name="Steps">The steps, those of the backgrounds first.</param>
/// <param name="Examples">The example rows; empty when it is no outline.</param>
public sealed record ScenarioPlan(string Title, string Description, int Line, RulePlan? Rule, ImmutableArray<string> Tags,
    ImmutableArray<StepPlan> Steps, ImmutableArray<ExamplePlan> Examples);

/// <summary>One example row.</summary>
/// <param name="Line">Line of the row, from 1.</param>
/// <param name="Tags">Tags of the examples, without the at sign.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Values">The values, as many as columns.</param>
public sealed record ExamplePlan(int Line, ImmutableArray<string> Tags, ImmutableArray<string> Columns, ImmutableArray<string> Values);

/// <summary>What the generator knows of a step.</summary>
/// <param name="Type">Given, When or Then.</param>
/// <param name="Keyword">The keyword as written: <c>And</c>.</param>
/// <param name="Text">The text, with placeholders.</param>
/// <param name="Line">Line of the step, from 1.</param>
public sealed record StepPlan(StepDefinitionType Type, string Keyword, string Text, int Line)
{
    /// <summary>True for a step of a background, whose text has no placeholders.</summary>
    public bool InBackground { get; init; }

    /// <summary>The rows of the data table with the header, with placeholders; empty when there is none.</summary>
    public ImmutableArray<ImmutableArray<string>> Table { get; init; } = [];

    /// <summary>The doc string, with placeholders; null when there is none.</summary>
    public string? DocString { get; init; }

    /// <summary>The media type of the doc string; null when it names none.</summary>
    public string? MediaType { get; init; }
}
