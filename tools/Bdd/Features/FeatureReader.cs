using Gherkin;
using Gherkin.Ast;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Features;

/// <summary>Reads feature files with the official parser.</summary>
internal sealed class FeatureReader
{
    private readonly GherkinDialect _dialect;

    private FeatureReader(string language) => _dialect = new GherkinDialectProvider().GetDialect(language, null);

    public static FeatureFile Read(string path, string text)
    {
        try
        {
            var feature = new Parser().Parse(new StringReader(text)).Feature;
            if (feature is null)
                return new FeatureFile(path, null, EquatableArray<FeatureProblem>.Empty);
            var model = new FeatureReader(feature.Language).Model(feature);
            return new FeatureFile(path, model, FeatureRules.Check(model).ToEquatable());
        }
        catch (CompositeParserException e)
        {
            return new FeatureFile(path, null, e.Errors.Select(Broken).ToEquatable());
        }
        catch (ParserException e)
        {
            return new FeatureFile(path, null, new[] { Broken(e) }.ToEquatable());
        }
    }

    private static FeatureProblem Broken(ParserException e)
    {
        // The parser begins its message with the place, which the diagnostic names already.
        var message = System.Text.RegularExpressions.Regex.Replace(e.Message, @"^\(\d+:\d+\): ", "");
        return new FeatureProblem(FeatureRules.Broken, Math.Max(1, e.Location?.Line ?? 1), Math.Max(1, e.Location?.Column ?? 1), $"The feature cannot be read: {message}");
    }

    private FeatureModel Model(Feature feature)
    {
        var scenarios = new List<ScenarioModel>();
        var background = new List<Step>();
        foreach (var child in feature.Children)
        {
            switch (child)
            {
                case Background b:
                    background.AddRange(b.Steps);
                    break;
                case Scenario s:
                    scenarios.Add(Scenario(s, background, null));
                    break;
                case Rule r:
                    scenarios.AddRange(Rule(r, background));
                    break;
            }
        }

        return new FeatureModel(feature.Name, Text(feature.Description), feature.Language, feature.Location.Line, Tags(feature.Tags), scenarios.ToEquatable());
    }

    private IEnumerable<ScenarioModel> Rule(Rule rule, IEnumerable<Step> featureBackground)
    {
        var model = new RuleModel(rule.Name, Text(rule.Description), rule.Location.Line, Tags(rule.Tags));
        var background = featureBackground.Concat(rule.Children.OfType<Background>().SelectMany(b => b.Steps)).ToList();
        return rule.Children.OfType<Scenario>().Select(s => Scenario(s, background, model));
    }

    private ScenarioModel Scenario(Scenario scenario, IEnumerable<Step> background, RuleModel? rule)
    {
        var kind = StepKind.Given;
        var steps = new List<StepModel>();
        foreach (var step in background)
            steps.Add(Step(step, true, ref kind));
        foreach (var step in scenario.Steps)
            steps.Add(Step(step, false, ref kind));
        // The parser has one node for both; the keyword tells an outline whose examples were forgotten.
        var isOutline = scenario.Examples.Any() || _dialect.ScenarioOutlineKeywords.Contains(scenario.Keyword);
        return new ScenarioModel(scenario.Name, Text(scenario.Description), scenario.Location.Line, scenario.Location.Column, Tags(scenario.Tags), rule,
            steps.ToEquatable(), isOutline, scenario.Examples.Select(Examples).ToEquatable());
    }

    private static StepModel Step(Step step, bool inBackground, ref StepKind kind)
    {
        kind = step.KeywordType switch
        {
            StepKeywordType.Context => StepKind.Given,
            StepKeywordType.Action => StepKind.When,
            StepKeywordType.Outcome => StepKind.Then,
            _ => kind,
        };
        var table = step.DataTable is { } t ? new TableModel(t.Rows.Select(Cells).ToEquatable()) : null;
        var text = step.DocString is { } d ? new DocStringModel(d.Content, string.IsNullOrEmpty(d.ContentType) ? null : d.ContentType) : null;
        return new StepModel(step.Keyword.Trim(), kind, step.Text, step.Location.Line, step.Location.Column, inBackground, table, text);
    }

    private static ExamplesModel Examples(Examples examples) => new(examples.Location.Line, Tags(examples.Tags),
        examples.TableHeader is { } header ? Cells(header) : EquatableArray<string>.Empty,
        (examples.TableBody ?? []).Select(r => new ExampleRow(r.Location.Line, Cells(r))).ToEquatable());

    private static EquatableArray<string> Cells(TableRow row) => row.Cells.Select(c => c.Value).ToEquatable();

    private static EquatableArray<string> Tags(IEnumerable<Tag> tags) =>
        tags.Select(t => BindingScope.WithoutAt(t.Name)).Distinct(StringComparer.Ordinal).ToEquatable();

    private static string Text(string? description) =>
        string.Join("\n", (description ?? "").Split('\n').Select(l => l.Trim())).Trim();
}
