extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using generator::Validation.Bdd.Generator;

namespace Validation.Bdd.Tests.Generator;

/// <summary>Runs the generator over features and bindings in memory, as the build does over files.</summary>
internal sealed class Compiler
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p) is { } name
            && (name.StartsWith("System.", StringComparison.Ordinal) || name is "nunit.framework.dll" or "Validation.Bdd.dll" or "netstandard.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["build_property.ProjectDir"] = "/src/features/",
        ["build_property.RootNamespace"] = "Sample.Features",
    };

    private readonly List<MetadataReference> _references = [.. References];
    private readonly List<FeatureFile> _features = [];
    private readonly List<string> _sources = [];

    public Compiler With(string property, string value)
    {
        _properties["build_property." + property] = value;
        return this;
    }

    public Compiler Feature(string path, string text)
    {
        _features.Add(new FeatureFile("/src/features/" + path, text));
        return this;
    }

    /// <summary>Bindings in an assembly of their own, seen as metadata, as the steps are.</summary>
    public Compiler Steps(string code, string assembly = "Sample.Steps")
    {
        var steps = Compile(assembly, code, References);
        using var file = new MemoryStream();
        steps.Emit(file).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        _references.Add(MetadataReference.CreateFromImage(file.ToArray()));
        return this;
    }

    public Compiler Source(string code)
    {
        _sources.Add(code);
        return this;
    }

    /// <summary>Bindings as an assembly that the run can read.</summary>
    public static Assembly Load(string code)
    {
        using var file = new MemoryStream();
        Compile("Loaded.Steps", code, References).Emit(file).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return Assembly.Load(file.ToArray());
    }

    public (GeneratorDriver Driver, Compilation Compilation) Start()
    {
        var driver = CSharpGeneratorDriver.Create([new FeatureGenerator().AsSourceGenerator()], [.. _features], CSharpParseOptions.Default, new Options(_properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, true));
        return (driver, Compile("Sample.Features", string.Join('\n', _sources), _references));
    }

    public GeneratorRunResult Run()
    {
        var (driver, compilation) = Start();
        return driver.RunGenerators(compilation).GetRunResult().Results.Single();
    }

    /// <summary>What the generator reported, as <c>id line:column message</c>.</summary>
    public string[] Errors() => [.. Run().Diagnostics.Select(Describe)];

    /// <summary>What the compiler says of the generated code.</summary>
    public ImmutableArray<Diagnostic> CompileErrors()
    {
        var (driver, compilation) = Start();
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var all, out _);
        return [.. all.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }

    public static AdditionalText Text(string path, string text) => new FeatureFile("/src/features/" + path, text);

    private static string Describe(Diagnostic diagnostic)
    {
        var at = diagnostic.Location.GetLineSpan();
        var place = at.Path is { Length: > 0 } ? $" {Path.GetFileName(at.Path)}:{at.StartLinePosition.Line + 1}:{at.StartLinePosition.Character + 1}" : "";
        return $"{diagnostic.Severity} {diagnostic.Id}{place} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private static CSharpCompilation Compile(string name, string code, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(name, code.Length == 0 ? [] : [CSharpSyntaxTree.ParseText(code)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private sealed class FeatureFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
