using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.LibvirtExporter;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>The stand-in against recordings of the real program: the same calls, and the same text byte for byte.</summary>
public sealed partial class RecordedSessionTests
{
    private const int PoolInfo = 87;

    [Test]
    public async Task The_calls_of_a_scrape_are_those_of_the_real_exporter_in_order_and_to_the_byte()
    {
        var recording = Recording.Read("inovex-2.2.0-full-sim");
        await using var libvirt = new ScriptedLibvirt(recording.Script());

        await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path));

        libvirt.Calls.Select(call => $"{call.Serial} {call.Key}").ShouldBe(recording.Calls.Select(call => $"{call.Serial} {call.Key}"));
    }

    [TestCase("inovex-2.2.0-edge")]
    [TestCase("inovex-2.5.0-testdriver")]
    public async Task Only_the_pools_come_at_another_time_which_the_real_exporter_leaves_to_chance(string name)
    {
        var recording = Recording.Read(name);
        await using var libvirt = new ScriptedLibvirt(recording.Script());

        await Scraping.ScrapeAsync(Options(name, libvirt.Path));

        libvirt.Calls.Where(call => call.Procedure != PoolInfo).Select(call => call.Key)
            .ShouldBe(recording.Calls.Where(call => call.Procedure != PoolInfo).Select(call => call.Key));
        libvirt.Calls.Select(call => call.Key).ShouldBe(recording.Calls.Select(call => call.Key), ignoreOrder: true);
    }

    [TestCase("inovex-2.2.0-full-sim", 1)]
    [TestCase("inovex-2.2.0-full-sim", 4)]
    [TestCase("inovex-2.2.0-edge", 1)]
    [TestCase("inovex-2.2.0-edge", 16)]
    [TestCase("inovex-2.5.0-testdriver", 4)]
    public async Task The_text_is_that_of_the_real_exporter_line_by_line(string name, int collects)
    {
        await using var libvirt = new ScriptedLibvirt(Recording.Read(name).Script());

        var text = await Scraping.ScrapeAsync(Options(name, libvirt.Path, collects));

        Recording.Without(text).ShouldBe(Recording.Metrics(name).Where(line => !line.Contains("promhttp_", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_value_that_changes_on_the_wire_changes_in_the_text()
    {
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            var answer = script(call)!;
            if (call.Procedure == PoolInfo)
                answer[^1] ^= 1;
            return answer;
        });

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path));

        var differing = Recording.Without(text).Except(Recording.Metrics("inovex-2.2.0-full-sim"));
        differing.ShouldHaveSingleItem().ShouldStartWith("libvirt_storage_pool_available_bytes");
    }

    [Test]
    public async Task Every_family_is_there_with_its_type_and_labels()
    {
        var recording = Recording.Read("inovex-2.2.0-full-sim");
        await using var libvirt = new ScriptedLibvirt(recording.Script());

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path));

        var seen = Series().Matches(text).GroupBy(line => line.Groups["name"].Value)
            .ToDictionary(family => family.Key, family => LabelName().Matches(family.First().Groups["labels"].Value).Select(label => label.Groups[1].Value).Order().ToArray());
        var wanted = File.ReadLines(Recording.PathOf("inovex-metrics.tsv")).Skip(1).Select(line => line.Split('\t')).ToArray();
        wanted.Length.ShouldBe(67);
        seen.Keys.ShouldBe(wanted.Select(family => family[0]), ignoreOrder: true);
        foreach (var family in wanted)
        {
            text.ShouldContain($"\n# TYPE {family[0]} {family[1]}\n");
            seen[family[0]].ShouldBe([.. family[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Order()], customMessage: family[0]);
        }
    }

    [Test]
    public async Task Help_and_type_lines_are_those_of_the_real_exporter()
    {
        await using var libvirt = new ScriptedLibvirt(Recording.Read("inovex-2.2.0-full-sim").Script());

        var text = await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path));

        text.Series("#").ShouldBe(Recording.Metrics("inovex-2.5.0-five-domains").Where(line => line.StartsWith("# ", StringComparison.Ordinal) && !line.Contains("promhttp_", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_second_scrape_of_the_same_host_is_the_same_text_over_a_new_connection()
    {
        await using var libvirt = new ScriptedLibvirt(Recording.Read("inovex-2.2.0-edge").Script());
        var exporter = new Exporter(Scraping.Options(libvirt.Path), TimeProvider.System, new ExporterLog(TextWriter.Null, TimeProvider.System));

        using var first = await exporter.ScrapeAsync(CancellationToken.None);
        using var second = await exporter.ScrapeAsync(CancellationToken.None);

        second.ToString().ShouldBe(first.ToString());
        libvirt.Calls.Select(call => call.Peer).Distinct().Count().ShouldBe(2);
    }

    [Test]
    public async Task A_health_check_makes_the_calls_of_the_real_exporter()
    {
        var recording = Recording.Read("inovex-2.5.0-health");
        await using var libvirt = new ScriptedLibvirt(recording.Script());
        var exporter = new Exporter(Options("testdriver", libvirt.Path), TimeProvider.System, new ExporterLog(TextWriter.Null, TimeProvider.System));

        (await exporter.IsHealthyAsync(CancellationToken.None)).ShouldBeTrue();

        libvirt.Calls.Select(call => $"{call.Serial} {call.Key}").ShouldBe(recording.Calls.Select(call => $"{call.Serial} {call.Key}"));
    }

    private static ExporterOptions Options(string name, string socket, int collects = 1) =>
        Scraping.Options(socket, collects) with { Driver = name.Contains("testdriver", StringComparison.Ordinal) ? "test:///default" : "qemu:///system" };

    [GeneratedRegex("^(?<name>libvirt_[a-z0-9_]+)(\\{(?<labels>.*)\\})? ", RegexOptions.Multiline)]
    private static partial Regex Series();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex LabelName();
}
