using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The real virsh moves domains from state to state.</summary>
internal sealed class VirshLifeTests : VirshFixture
{
    private const string Name = "instance-00000001";

    [Test]
    public async Task Suspended_and_resumed_it_keeps_its_counters()
    {
        await ChangeAsync("suspend", Name);
        Cloud.Domain(Name).Status.ShouldBe(DomainStatus.PausedByUser);
        // Nova does not know yet: it was done past it.
        Cloud.State.Server(Cloud.Domain(Name).Uuid).VmState.ShouldBe(VmState.Active);
        var before = Lines(await RunAsync("domstats", "--raw", "--vcpu", Name));
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Lines(await RunAsync("domstats", "--raw", "--vcpu", Name)).ShouldBe(before);
        await ChangeAsync("suspend", Name);
        await ChangeAsync("resume", Name);
        Cloud.Domain(Name).Status.ShouldBe(DomainStatus.Unpaused);
        (await FailAsync("resume", Name)).ShouldContain("domain is already running");
    }

    [Test]
    public async Task Destroyed_and_started_it_counts_from_zero_under_a_new_number()
    {
        var id = Cloud.Domain(Name).Id;
        await ChangeAsync("destroy", Name);
        (await RunAsync("domstate", Name)).Trim().ShouldBe("shut off");
        (await FailAsync("destroy", Name)).ShouldContain("domain is not running");
        await ChangeAsync("start", Name);
        Cloud.Domain(Name).Id.ShouldBeGreaterThan(id);
        Lines(await RunAsync("domstats", "--raw", "--cpu-total", Name)).ShouldContain("cpu.time=0");
        (await FailAsync("start", Name)).ShouldContain("Domain is already active");
    }

    [Test]
    public async Task Started_paused_it_is_paused()
    {
        await ChangeAsync("shutdown", Name);
        Cloud.Domain(Name).Status.ShouldBe(DomainStatus.ShutDown);
        await ChangeAsync("start", "--paused", Name);
        Cloud.Domain(Name).Status.State.ShouldBe(DomainState.Paused);
    }

    [Test]
    public async Task Rebooted_from_inside_it_goes_on_in_the_same_process()
    {
        var before = Cloud.Domain(Name);
        await ChangeAsync("reboot", Name);
        var after = Cloud.Domain(Name);
        (after.Id, after.Status).ShouldBe((before.Id, before.Status));
        after.CpuAt(after.ElapsedAt(Cloud.Clock.Now)).ShouldBe(before.CpuAt(before.ElapsedAt(Cloud.Clock.Now)));
    }

    [TestCase("suspend", "virDomainSuspend")]
    [TestCase("resume", "virDomainResume")]
    [TestCase("destroy", "virDomainDestroy")]
    [TestCase("shutdown", "virDomainShutdown")]
    [TestCase("reboot", "virDomainReboot")]
    public async Task A_read_only_socket_refuses_changes(string command, string function)
    {
        var (code, _, errors) = await RealProgram.RunAsync(Virsh, "-c", $"qemu+unix:///system?socket={Server.ReadOnlySocketPath}", command, Name);
        code.ShouldBe(1);
        errors.ShouldContain($"operation forbidden: read only access prevents {function}");
        Cloud.Domain(Name).Status.ShouldBe(DomainStatus.Booted);
        Cloud.State.Server(Cloud.Domain(Name).Uuid).VmState.ShouldBe(VmState.Active);
    }

    private static string[] Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim())];
}
