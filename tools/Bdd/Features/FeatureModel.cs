using Validation.Bdd.Matching;

namespace Validation.Bdd.Features;

/// <summary>A feature file as far as it could be read. Plain data, equal when the content is.</summary>
/// <param name="Path">The path as it was given.</param>
/// <param name="Feature">The feature; null when the file is empty or broken.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record FeatureFile(string Path, FeatureModel? Feature, EquatableArray<FeatureProblem> Problems);

/// <summary>Something wrong in a feature file.</summary>
/// <param name="Id">Identity of the rule: <c>VALB001</c>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">One sentence.</param>
internal sealed record FeatureProblem(string Id, int Line, int Column, string Message);

internal sealed record FeatureModel(string Title, string Description, string Language, int Line, EquatableArray<string> Tags,
    EquatableArray<ScenarioModel> Scenarios);

internal sealed record RuleModel(string Title, string Description, int Line, EquatableArray<string> Tags);

/// <summary>A scenario or an outline; the steps of the backgrounds come first.</summary>
internal sealed record ScenarioModel(string Title, string Description, int Line, int Column, EquatableArray<string> Tags, RuleModel? Rule,
    EquatableArray<StepModel> Steps, bool IsOutline, EquatableArray<ExamplesModel> Examples)
{
    /// <summary>The columns of all examples, in the order in which they appear.</summary>
    public IEnumerable<string> Columns => Examples.SelectMany(e => e.Columns).Distinct(StringComparer.Ordinal);
}

internal sealed record ExamplesModel(int Line, EquatableArray<string> Tags, EquatableArray<string> Columns, EquatableArray<ExampleRow> Rows);

internal sealed record ExampleRow(int Line, EquatableArray<string> Values);

/// <param name="Keyword">The keyword in the feature's language, without a blank.</param>
/// <param name="Kind">Given, When or Then.</param>
/// <param name="Text">The text, with its placeholders.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="InBackground">True for a step of a background, whose text has no placeholders.</param>
/// <param name="Table">The data table, else null.</param>
/// <param name="DocString">The doc string, else null.</param>
internal sealed record StepModel(string Keyword, StepKind Kind, string Text, int Line, int Column, bool InBackground, TableModel? Table,
    DocStringModel? DocString);

internal sealed record TableModel(EquatableArray<EquatableArray<string>> Rows);

internal sealed record DocStringModel(string Content, string? MediaType);
