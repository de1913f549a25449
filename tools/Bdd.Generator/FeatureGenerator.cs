using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Validation.Bdd.Features;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Generator;

/// <summary>
/// Writes one NUnit fixture for each feature file, and holds every step against the bindings of the referenced assemblies.
/// The fixtures depend on the feature files only, so that a change of a binding does not write them anew.
/// </summary>
[Generator]
public sealed class FeatureGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps of the pipeline, for tests of its caching.</summary>
    internal const string ReadFeature = "ReadFeature";
    internal const string ReadBindings = "ReadBindings";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var features = context.AdditionalTextsProvider
            .Where(t => t.Path.EndsWith(".feature", StringComparison.OrdinalIgnoreCase))
            .Select((t, ct) => FeatureReader.Read(t.Path, t.GetText(ct)?.ToString() ?? ""))
            .WithTrackingName(ReadFeature);
        var options = context.AnalyzerConfigOptionsProvider.Select((o, _) => ProjectOptions.Of(o.GlobalOptions));
        var bindings = context.CompilationProvider.Select(SymbolCatalog.Read).WithTrackingName(ReadBindings);
        var matcher = bindings.Select((b, _) => new StepMatcher(b.Catalog));

        context.RegisterSourceOutput(features.Combine(options), (output, pair) => WriteFixture(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(features.Combine(matcher), (output, pair) => CheckSteps(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(matcher, (output, m) => CheckBindings(output, m));
        context.RegisterSourceOutput(features.Collect().Combine(options), (output, pair) =>
        {
            foreach (var (path, problem) in FeatureNames.Check([.. pair.Left], pair.Right))
                output.ReportDiagnostic(Diagnostics.Of(path, problem));
        });
        context.RegisterSourceOutput(features.Collect().Select((f, _) => f.Length > 0).Combine(bindings.Select((b, _) => b.Assemblies)), (output, pair) =>
        {
            if (pair.Left)
                output.AddSource("TestRun.g.cs", SourceText.From(RunEmitter.Write(pair.Right), Encoding.UTF8));
        });
    }

    private static void WriteFixture(SourceProductionContext output, FeatureFile file, ProjectOptions options)
    {
        foreach (var problem in file.Problems)
            output.ReportDiagnostic(Diagnostics.Of(file.Path, problem));
        if (file.Feature is { } feature)
            output.AddSource(options.Relative(file.Path).Replace('/', '.') + ".g.cs", SourceText.From(FeatureEmitter.Write(file.Path, feature, options), Encoding.UTF8));
    }

    private static void CheckSteps(SourceProductionContext output, FeatureFile file, StepMatcher matcher)
    {
        foreach (var problem in file.Feature is { } feature ? StepCheck.Check(feature, matcher) : [])
            output.ReportDiagnostic(Diagnostics.Of(file.Path, problem));
    }

    private static void CheckBindings(SourceProductionContext output, StepMatcher matcher)
    {
        foreach (var fault in matcher.Faults)
            output.ReportDiagnostic(Diagnostics.Of(fault));
    }
}
