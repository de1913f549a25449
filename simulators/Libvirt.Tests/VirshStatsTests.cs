using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>domstats of the real virsh: every value is the model's, in libvirt's order.</summary>
internal sealed class VirshStatsTests : VirshFixture
{
    [Test]
    public async Task All_statistics_of_all_domains_are_the_models()
    {
        Stir();
        Lines(await RunAsync("domstats", "--raw")).ShouldBe(All(_ => true));
    }

    [TestCase("--state", StatsGroups.State)]
    [TestCase("--cpu-total", StatsGroups.Cpu)]
    [TestCase("--balloon", StatsGroups.Balloon)]
    [TestCase("--vcpu", StatsGroups.Vcpu)]
    [TestCase("--interface", StatsGroups.Interface)]
    [TestCase("--block", StatsGroups.Block)]
    [TestCase("--perf", StatsGroups.Perf)]
    [TestCase("--iothread", StatsGroups.IoThread)]
    [TestCase("--memory", StatsGroups.Memory)]
    [TestCase("--dirtyrate", StatsGroups.DirtyRate)]
    public async Task A_group_alone_is_answered_alone(string option, StatsGroups group)
    {
        Stir();
        Lines(await RunAsync("domstats", "--raw", "--enforce", option)).ShouldBe(All(_ => true, group));
    }

    [TestCase("--list-active", "123")]
    [TestCase("--list-inactive", "4")]
    [TestCase("--list-running", "1")]
    [TestCase("--list-paused", "2")]
    [TestCase("--list-shutoff", "4")]
    [TestCase("--list-other", "3")]
    [TestCase("--list-persistent", "1234")]
    [TestCase("--list-transient", "")]
    public async Task A_filter_passes_the_domains_of_its_kind(string option, string domains)
    {
        Stir();
        Lines(await RunAsync("domstats", "--raw", option)).ShouldBe(All(d => domains.Contains(d.Name[^1])));
    }

    [Test]
    public async Task Named_domains_are_answered_in_the_order_of_their_names_on_the_line() =>
        Lines(await RunAsync("domstats", "--raw", "--state", "instance-00000003", "instance-00000001"))
            .Where(l => l.StartsWith("Domain", StringComparison.Ordinal)).ShouldBe(["Domain: 'instance-00000003'", "Domain: 'instance-00000001'"]);

    [Test]
    public async Task An_unsupported_group_is_refused_only_when_the_client_insists()
    {
        Lines(await RunAsync("domstats", "--raw", "--vm", "instance-00000001")).ShouldBe(["Domain: 'instance-00000001'"]);
        (await FailAsync("domstats", "--enforce", "--vm")).ShouldContain("Stats types bits 0x400 are not supported by this daemon or QEMU");
    }

    [Test]
    public async Task Sources_of_disks_are_numbered_on_demand() =>
        (await RunAsync("domstats", "--raw", "--block", "--backing", "instance-00000001")).ShouldContain("block.1.backingIndex=2");

    [Test]
    public async Task A_hung_monitor_takes_away_what_comes_from_it_and_nothing_else()
    {
        var whole = Lines(await RunAsync("domstats", "--raw", "--nowait", "instance-00000001"));
        using (Server.Faults.HangMonitor("instance-00000001"))
        {
            var rest = Lines(await RunAsync("domstats", "--raw", "--nowait", "instance-00000001"));
            rest.ShouldBe(whole.Where(l => !IsFromMonitor(l)));
            rest.ShouldContain(l => l.StartsWith("balloon.current", StringComparison.Ordinal));
            Lines(await RunAsync("domstats", "--raw", "--nowait", "instance-00000002")).Length.ShouldBe(Lines(await RunAsync("domstats", "--raw", "instance-00000002")).Length);
        }

        Lines(await RunAsync("domstats", "--raw", "--nowait", "instance-00000001")).ShouldBe(whole);
    }

    private static bool IsFromMonitor(string line) =>
        (line.StartsWith("balloon.", StringComparison.Ordinal) && !line.StartsWith("balloon.current", StringComparison.Ordinal) && !line.StartsWith("balloon.maximum", StringComparison.Ordinal))
        || line.Contains(".halted=", StringComparison.Ordinal) || line.StartsWith("dirtyrate.", StringComparison.Ordinal)
        || (line.StartsWith("block.", StringComparison.Ordinal) && !line.StartsWith("block.count", StringComparison.Ordinal)
            && !line.Contains(".name=", StringComparison.Ordinal) && !line.Contains(".path=", StringComparison.Ordinal));

    private void Stir()
    {
        Cloud.Pause(Cloud.Domain("instance-00000002").Uuid);
        Cloud.Crash(Cloud.Domain("instance-00000003").Uuid, OnCrash.Preserve);
        Cloud.Crash(Cloud.Domain("instance-00000004").Uuid, OnCrash.Destroy);
        Cloud.Clock.Advance(TimeSpan.FromSeconds(45));
    }

    private IEnumerable<string> All(Func<Domain, bool> wanted, StatsGroups groups = StatsGroups.Supported) =>
        Cloud.State.Host(TestHosts.First).Domains.All.Where(wanted).SelectMany(d => ExpectedStats.Of(d, Cloud.Clock.Now, groups));

    private static string[] Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim())];
}
