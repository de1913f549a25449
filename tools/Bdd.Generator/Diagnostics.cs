using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Validation.Bdd.Features;

namespace Validation.Bdd.Generator;

/// <summary>The errors that this generator reports, at the line of the feature.</summary>
internal static class Diagnostics
{
    private static readonly DiagnosticDescriptor Broken = Rule(FeatureRules.Broken, "The feature file cannot be read");
    private static readonly DiagnosticDescriptor Undefined = Rule(FeatureRules.Undefined, "No binding fits a step");
    private static readonly DiagnosticDescriptor Ambiguous = Rule(FeatureRules.Ambiguous, "Several bindings fit a step");
    private static readonly DiagnosticDescriptor Misfit = Rule(FeatureRules.Misfit, "The parameters of a binding do not take what its step gives");
    private static readonly DiagnosticDescriptor Duplicate = Rule(FeatureRules.Duplicate, "A title or an example row is there twice");
    private static readonly DiagnosticDescriptor NoColumn = Rule(FeatureRules.NoColumn, "A placeholder has no column");
    private static readonly DiagnosticDescriptor NothingToRun = Rule(FeatureRules.NothingToRun, "A scenario would run nothing");
    private static readonly DiagnosticDescriptor SameFeature = Rule(FeatureRules.SameFeature, "Two features of a folder have the same title");
    private static readonly DiagnosticDescriptor BadBinding = Rule(FeatureRules.BadBinding, "A binding cannot work");

    private static readonly Dictionary<string, DiagnosticDescriptor> Rules = new[]
    {
        Broken, Undefined, Ambiguous, Misfit, Duplicate, NoColumn, NothingToRun, SameFeature, BadBinding,
    }.ToDictionary(r => r.Id, StringComparer.Ordinal);

    public static Diagnostic Of(string path, FeatureProblem problem)
    {
        var at = new LinePosition(problem.Line - 1, problem.Column - 1);
        return Diagnostic.Create(Rules[problem.Id], Location.Create(path, default, new LinePositionSpan(at, at)), problem.Message);
    }

    public static Diagnostic Of(Matching.BindingFault fault) => Diagnostic.Create(BadBinding, Location.None, $"The binding {fault.Method} cannot work: {fault.Message}");

    private static DiagnosticDescriptor Rule(string id, string title) => new(id, title, "{0}", "Features", DiagnosticSeverity.Error, true);
}
