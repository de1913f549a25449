using System.Diagnostics;
using Validation.Harness;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The real virsh waits for events, and looks for signs of life meanwhile.</summary>
internal sealed class VirshEventTests : VirshFixture
{
    private const string Name = "instance-00000001";

    protected override int Hosts => 2;

    [Test]
    public async Task It_sees_a_domains_life_as_it_happens()
    {
        using var virsh = await ListenAsync(["event", "--event", "lifecycle", "--loop"]);
        Cloud.Pause(Cloud.Domain(Name).Uuid);
        Cloud.Resume(Cloud.Domain(Name).Uuid);
        Cloud.Stop(Cloud.Domain(Name).Uuid);
        Cloud.Start(Cloud.Domain(Name).Uuid);
        foreach (var what in new[] { "Suspended Paused", "Resumed Unpaused", "Stopped Shutdown", "Started Booted" })
            (await LineAsync(virsh)).ShouldBe($"event 'lifecycle' for domain '{Name}': {what}");
        virsh.Kill();
        await virsh.WaitForExitAsync();
    }

    [Test]
    public async Task It_registers_for_every_kind_and_sees_a_reboot()
    {
        using var virsh = await ListenAsync(["event", "--all", "--domain", Name]);
        await ChangeAsync("reboot", Name);
        (await LineAsync(virsh)).ShouldBe($"event 'reboot' for domain '{Name}'");
        await virsh.WaitForExitAsync();
        virsh.ExitCode.ShouldBe(0);
    }

    [Test]
    public async Task It_follows_a_migration()
    {
        var id = Cloud.Domain(Name).Uuid;
        using var virsh = await ListenAsync(["event", "--event", "job-completed"]);
        Cloud.Migrate(id, "compute-0002", MigrationPlan.Lasting(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1)));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(40));
        var report = Cloud.Domain(Name).Job!.At(Cloud.Clock.Now);
        var info = (await RunAsync("domjobinfo", "--rawstats", Name)).Split('\n').Select(l => l.Split(':')).Where(p => p.Length == 2).ToDictionary(p => p[0].Trim(), p => p[1].Trim());
        info["time_elapsed"].ShouldBe("40000");
        info["memory_processed"].ShouldBe($"{report.Memory.Processed}");
        info["memory_remaining"].ShouldBe($"{report.Memory.Remaining}");
        info["data_total"].ShouldBe($"{report.Data.Total}");
        (await RunAsync("domjobinfo", Name)).ShouldContain("Unbounded");
        var (code, _, errors) = await RealProgram.RunAsync(Virsh, "-c", Other.TcpUri.ToString(), "domjobinfo", Name);
        code.ShouldBe(1);
        errors.ShouldContain("migration statistics are available only on the source host");

        Cloud.Clock.Advance(TimeSpan.FromSeconds(60));
        (await LineAsync(virsh)).ShouldStartWith($"event 'job-completed' for domain '{Name}'");
        (await RunOnAsync(Other.TcpUri.ToString(), "domjobinfo", "--completed", "--keep-completed", Name)).ShouldContain("Completed");
        (await RunOnAsync(Other.TcpUri.ToString(), "domjobinfo", "--completed", Name)).ShouldContain("Completed");
        (await RunOnAsync(Other.TcpUri.ToString(), "domjobinfo", "--completed", Name)).ShouldContain("None");
        (await FailAsync("domstate", Name)).ShouldContain("failed to get domain");
        await virsh.WaitForExitAsync();
    }

    [Test]
    public async Task It_aborts_a_migration()
    {
        Cloud.Migrate(Cloud.Domain(Name).Uuid, "compute-0002", MigrationPlan.Lasting(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1)));
        await ChangeAsync("domjobabort", Name);
        Cloud.Domain(Name).Job.ShouldBeNull();
        Cloud.State.Migrations.Values.Single().Ended!.Type.ShouldBe(JobType.Cancelled);
        (await RunAsync("domjobinfo", Name)).ShouldContain("None");
        (await FailAsync("domjobabort", Name)).ShouldContain("no job is active on the domain");
    }

    [Test]
    public async Task Its_connection_holds_while_the_daemon_answers_its_pings()
    {
        using var virsh = await ListenAsync(["-k", "1", "-K", "2", "event", "--event", "lifecycle"]);
        // Longer than it takes it to give up; the event after it shows that it has not.
        using var deadline = Deadline.In(TimeSpan.FromSeconds(4), TimeProvider.System);
        await deadline.DelayAsync(TimeSpan.FromSeconds(4));
        Cloud.Pause(Cloud.Domain(Name).Uuid);
        (await LineAsync(virsh)).ShouldContain("Suspended");
        await virsh.WaitForExitAsync();
        virsh.ExitCode.ShouldBe(0);
    }

    [Test]
    public async Task Its_connection_ends_when_the_daemon_ignores_its_pings()
    {
        using var fault = Server.Faults.IgnorePings();
        using var virsh = await ListenAsync(["-k", "1", "-K", "2", "event", "--event", "lifecycle"]);
        var errors = await virsh.StandardError.ReadToEndAsync();
        await virsh.WaitForExitAsync();
        errors.ShouldContain("due to keepalive timeout");
    }

    /// <summary>Starts virsh and waits until it has registered.</summary>
    private async Task<Process> ListenAsync(string[] command)
    {
        var split = Array.IndexOf(command, "event");
        var virsh = RealProgram.Start(Virsh, [.. command[..split], "-c", Server.TcpUri.ToString(), .. command[split..]]);
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!deadline.Passed && !virsh.HasExited && Server.Callbacks == 0)
            await deadline.DelayAsync(TimeSpan.FromMilliseconds(5));
        // With --all it registers one by one; the last one is followed by a ping of silence.
        if (command.Contains("--all"))
        {
            while (!deadline.Passed && Server.Callbacks < 27)
                await deadline.DelayAsync(TimeSpan.FromMilliseconds(5));
        }

        return virsh;
    }

    private static async Task<string> LineAsync(Process virsh)
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        string? line;
        do
            line = await virsh.StandardOutput.ReadLineAsync(deadline.Token);
        while (line?.Length == 0);
        return line ?? throw new InvalidOperationException($"virsh has ended: {await virsh.StandardError.ReadToEndAsync()}");
    }
}
