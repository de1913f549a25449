using Validation.Simulators.StandIns.Collector.Filelog.Files;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Patterns of paths.</summary>
internal sealed class GlobTests
{
    private string _root = "";

    [TestCase("/a/*.log", "/a/b.log", true)]
    [TestCase("/a/*.log", "/a/b/c.log", false)]
    [TestCase("/a/**/*.log", "/a/b.log", true)]
    [TestCase("/a/**/*.log", "/a/b/c/d.log", true)]
    [TestCase("/a/**", "/a/b/c", true)]
    [TestCase("/a/?.log", "/a/b.log", true)]
    [TestCase("/a/?.log", "/a/bb.log", false)]
    [TestCase("/a/[b-d].log", "/a/c.log", true)]
    [TestCase("/a/[^b-d].log", "/a/c.log", false)]
    [TestCase("/a/{nova,heat}-*/*.log", "/a/heat-api/0.log", true)]
    [TestCase("/a/{nova,heat}-*/*.log", "/a/glance-api/0.log", false)]
    [TestCase("/{a,b/c}/d", "/b/c/d", true)]
    [TestCase("/a/\\*.log", "/a/b.log", false)]
    [TestCase("/a/b.log", "/a/bxlog", false)]
    public void A_path_is_meant_or_not(string pattern, string path, bool meant) => Glob.Parse(pattern).IsMatch(path).ShouldBe(meant);

    [TestCase("/a/{b")]
    [TestCase("/a/b}")]
    [TestCase("/a/[b")]
    public void A_half_pattern_is_refused(string pattern) => Should.Throw<FormatException>(() => Glob.Parse(pattern));

    [TestCase("*.log", new[] { "a.log", "b.log" })]
    [TestCase("*/*.log", new[] { "d/.hidden.log", "d/c.log" })]
    [TestCase("**/*.log", new[] { "a.log", "b.log", "d/.hidden.log", "d/c.log", "d/e/f.log" })]
    [TestCase("{b,a}.log", new[] { "b.log", "a.log" })]
    [TestCase("nowhere/*.log", new string[0])]
    [TestCase("d", new string[0])]
    public void Files_are_found_by_name(string pattern, string[] expected) =>
        Glob.Parse($"{_root}/{pattern}").Files(new Listings([])).Select(p => p[(_root.Length + 1)..]).ShouldBe(expected);

    [OneTimeSetUp]
    public void Files()
    {
        _root = Directory.CreateTempSubdirectory("logs-").FullName;
        foreach (var file in new[] { "b.log", "a.log", "c.txt", "d/c.log", "d/.hidden.log", "d/e/f.log" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
            File.WriteAllText(Path.Combine(_root, file), "x");
        }
    }

    [OneTimeTearDown]
    public void NoFiles() => Directory.Delete(_root, recursive: true);
}
