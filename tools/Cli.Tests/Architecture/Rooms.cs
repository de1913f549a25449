using System.Collections.Immutable;
using System.Xml.Linq;
using Validation.Steps.Run;

namespace Validation.Cli.Tests.Architecture;

/// <summary>The projects of the solution and what each may refer to. Tests may refer to their own room and to whatever it may.</summary>
internal static class Rooms
{
    public const string Harness = "Validation.Harness";

    /// <summary>Direct references that each room may have; a room that is not listed may not exist.</summary>
    public static ImmutableDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        [Harness] = [],
        ["Validation.Checks"] = [Harness],
        ["Validation.Backends"] = [Harness],
        ["Validation.Contract"] = [Harness],
        ["Validation.Genestack"] = [Harness],
        ["Validation.Environments.Embedded"] = [Harness],
        ["Validation.Simulators.Cloud"] = [Harness],
        ["Validation.Simulators.Libvirt"] = [Harness, "Validation.Simulators.Cloud"],
        ["Validation.Simulators.OpenStack"] = [Harness, "Validation.Simulators.Cloud"],
        ["Validation.Simulators.Receivers"] = [Harness],
        ["Validation.Simulators.Wire"] = [Harness],
        ["Validation.Simulators.Telemetry"] = [Harness, "Validation.Simulators.Wire"],
        ["Validation.Simulators.InstrumentedApp"] = [Harness],
        // Reads what the program sent.
        ["Validation.Simulators.InstrumentedApp.Tests"] = [Harness, "Validation.Simulators.InstrumentedApp", "Validation.Simulators.Wire"],
        ["Validation.Simulators.StandIns"] = [Harness, "Validation.Simulators.Wire"],
        ["Validation.Simulators.Host"] = [Harness, "Validation.Simulators.StandIns"],
        ["Validation.Simulators.StandIns.Tests"] = [Harness, "Validation.Simulators.StandIns", "Validation.Simulators.Host"],
        ["Validation.Reports"] = [Harness],
        ["Validation.Bdd"] = [],
        ["Validation.Bdd.Generator"] = [],
        ["Validation.Bdd.Samples"] = ["Validation.Bdd", "Validation.Bdd.Generator"],
        ["Validation.Bdd.Tests"] = ["Validation.Bdd", "Validation.Bdd.Generator", "Validation.Bdd.Samples"],
        ["Validation.Bench"] = [],
        ["Validation.Bench.Signals"] = [Harness, "Validation.Bench", "Validation.Checks", "Validation.Simulators.Telemetry"],
        ["Validation.Bench.Libvirt"] = [Harness, "Validation.Bench", "Validation.Simulators.Cloud", "Validation.Simulators.Libvirt"],
        ["Validation.Steps"] =
        [
            Harness, "Validation.Checks", "Validation.Backends", "Validation.Contract", "Validation.Genestack", "Validation.Environments.Embedded",
            "Validation.Reports", "Validation.Simulators.Telemetry",
            "Validation.Simulators.Cloud", "Validation.Simulators.Libvirt", "Validation.Simulators.OpenStack", "Validation.Simulators.Receivers",
            "Validation.Simulators.Host", "Validation.Simulators.InstrumentedApp", "Validation.Bdd",
        ],
        ["Validation.Features"] = ["Validation.Steps", "Validation.Bdd.Generator"],
        ["Validation.Cli"] = ["Validation.Steps", "Validation.Bench.Libvirt", "Validation.Bench.Signals"],
        // Runs the program, which loads the features: they are built before, and not referred to by the compiler.
        ["Validation.Cli.Tests"] = ["Validation.Cli", "Validation.Features"],
    }.ToImmutableDictionary();

    public static ImmutableArray<(string Name, string Path)> Projects { get; } =
    [
        .. Directory.EnumerateFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/artifacts/", StringComparison.Ordinal) && !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(p => (Path.GetFileNameWithoutExtension(p), p)),
    ];

    public static ImmutableArray<string> References(string project) => [.. Elements(project).Select(Name)];

    /// <summary>The references to one project, as they are written.</summary>
    public static IEnumerable<XElement> Elements(string project, string name) => Elements(project).Where(r => Name(r) == name);

    private static IEnumerable<XElement> Elements(string project) => XDocument.Load(project).Descendants("ProjectReference");

    private static string Name(XElement reference) => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
