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
        ["Validation.Environments.Embedded"] = [Harness],
        ["Validation.Simulators.Cloud"] = [Harness],
        ["Validation.Simulators.Libvirt"] = [Harness, "Validation.Simulators.Cloud"],
        ["Validation.Simulators.OpenStack"] = [Harness, "Validation.Simulators.Cloud"],
        ["Validation.Simulators.Receivers"] = [Harness],
        ["Validation.Simulators.StandIns"] = [Harness],
        ["Validation.Reports"] = [Harness],
        ["Validation.Bdd"] = [],
        ["Validation.Bdd.Generator"] = [],
        ["Validation.Bench.Libvirt"] = [Harness, "Validation.Simulators.Cloud", "Validation.Simulators.Libvirt"],
        ["Validation.Steps"] =
        [
            Harness, "Validation.Checks", "Validation.Backends", "Validation.Contract", "Validation.Environments.Embedded", "Validation.Reports",
            "Validation.Simulators.Cloud", "Validation.Simulators.Libvirt", "Validation.Simulators.OpenStack", "Validation.Simulators.Receivers",
            "Validation.Simulators.StandIns", "Validation.Bdd",
        ],
        ["Validation.Features"] = ["Validation.Steps", "Validation.Bdd.Generator"],
        ["Validation.Cli"] = ["Validation.Steps"],
    }.ToImmutableDictionary();

    public static ImmutableArray<(string Name, string Path)> Projects { get; } =
    [
        .. Directory.EnumerateFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/artifacts/", StringComparison.Ordinal) && !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(p => (Path.GetFileNameWithoutExtension(p), p)),
    ];

    public static ImmutableArray<string> References(string project) =>
    [
        .. XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];
}
