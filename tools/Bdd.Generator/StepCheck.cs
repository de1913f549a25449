using Validation.Bdd.Features;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Generator;

/// <summary>Holds the steps of a feature against the bindings; each complaint once for a line.</summary>
internal static class StepCheck
{
    public static IEnumerable<FeatureProblem> Check(FeatureModel feature, StepMatcher matcher) =>
        FeatureSteps.Of(feature).Select(s => Check(s, matcher)).OfType<FeatureProblem>()
            // An outline has its steps once for each row: the first one that cannot be bound speaks for the line.
            .GroupBy(p => (p.Line, p.Id)).Select(g => g.First());

    private static FeatureProblem? Check(FeatureStep step, StepMatcher matcher)
    {
        var (hasTable, hasDocString) = (step.Model.Table is not null, step.Model.DocString is not null);
        var match = matcher.Find(step.Model.Kind, step.Text, hasTable, hasDocString, step.Place);
        if (match.Found is not null)
            return null;
        var (id, message) = match switch
        {
            { IsAmbiguous: true } => (FeatureRules.Ambiguous, StepMessages.Ambiguous(step.Text, match)),
            { IsUndefined: true } => (FeatureRules.Undefined, StepMessages.Undefined(step.Model.Kind, step.Text, hasTable, hasDocString)),
            _ => (FeatureRules.Misfit, StepMessages.Misfit(step.Text, match, hasTable, hasDocString)),
        };
        return new FeatureProblem(id, step.Model.Line, step.Model.Column, message);
    }
}
