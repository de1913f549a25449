using Validation.Steps.Run;

namespace Validation.Cli.Tests.Architecture;

public sealed class DependencyDirectionTests
{
    [Test]
    public void Every_project_refers_only_to_rooms_below_it()
    {
        Rooms.Projects.Length.ShouldBeGreaterThan(15, "the search for projects found too few");
        Rooms.Projects.SelectMany(p => Breaches(p.Name, Rooms.References(p.Path))).ShouldBeEmpty();
    }

    [TestCase("Validation.Harness", "Validation.Checks")]
    [TestCase("Validation.Checks", "Validation.Backends")]
    [TestCase("Validation.Simulators.Libvirt", "Validation.Simulators.OpenStack")]
    [TestCase("Validation.Cli", "Validation.Features")]
    [TestCase("Validation.Reports.Tests", "Validation.Steps")]
    [TestCase("Validation.Unheard", "Validation.Harness")]
    public void A_reference_in_the_wrong_direction_is_found(string project, string reference) =>
        Breaches(project, [reference]).ShouldNotBeEmpty();

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "Validation.sln")).Replace('\\', '/');
        Rooms.Projects.Select(p => Path.GetRelativePath(Checkout.Root, p.Path)).Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public void The_harness_uses_the_base_class_library_only() =>
        File.ReadAllText(Rooms.Projects.Single(p => p.Name == Rooms.Harness).Path).ShouldNotContain("PackageReference");

    private static IEnumerable<string> Breaches(string project, IEnumerable<string> references)
    {
        var room = project.EndsWith(".Tests", StringComparison.Ordinal) ? project[..^6] : project;
        if (!Rooms.Allowed.TryGetValue(room, out var allowed))
            return [$"{project} is no known room"];
        string[] own = project == room ? [] : [room, .. allowed];
        return references.Where(r => !allowed.Contains(r) && !own.Contains(r)).Select(r => $"{project} → {r}");
    }
}
