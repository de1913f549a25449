using System.Text.Json;
using Validation.Cli.Tests.Program;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Cli.Tests.Stopping;

/// <summary>What is left of a run that somebody stops.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StoppedRunTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [OneTimeSetUp]
    public static Task NeedsAsync() => RealPrograms.OrSkipAsync();

    public void Dispose() => _scratch.Dispose();

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task A_run_that_is_asked_to_stop_clears_up_and_says_that_it_was_cut_short(string signal)
    {
        using var run = new RunningRun(_scratch);
        await run.BegunAsync();
        var ports = run.Ports;
        ports.Where(ProcFs.Answers).Count().ShouldBeGreaterThan(8, "the stack is not up");

        await run.SignalAsync(signal);
        var end = await run.EndedAsync();

        end.ExitCode.ShouldBe(130);
        end.StandardError.Trim().ShouldBe("validate: stopped; everything that was started is gone, and what was found is in the report.");
        end.StandardOutput.ShouldContain("This run did not finish.");
        end.StandardOutput.ShouldNotContain('\e');
        run.Children.ShouldBeEmpty();
        ports.Where(ProcFs.Answers).ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(run.Folder, "summary.md"))).ShouldContain("This run did not finish.");
        Directory.EnumerateFileSystemEntries(run.Folder).Select(Path.GetFileName)
            .ShouldNotContain(name => name == "scratch" || name == "run-marker.json");
        (await Validate.RunAsync(["report", run.Folder])).ExitCode.ShouldBe(1, "a run that was stopped proves nothing");
    }

    [Test]
    public async Task A_run_that_is_killed_leaves_no_process_and_a_record_that_can_be_read_and_a_sweep_takes_the_rest()
    {
        using var run = new RunningRun(_scratch);
        await run.BegunAsync();
        var ports = run.Ports;
        ports.Where(ProcFs.Answers).Count().ShouldBeGreaterThan(8, "the stack is not up");
        run.Children.Length.ShouldBeGreaterThan(6);

        await run.SignalAsync("KILL");
        (await run.EndedAsync()).ExitCode.ShouldBe(137);

        await run.AloneAsync(ports);
        RunEvents.Read(run.Folder).OfType<ComponentReady>().Count().ShouldBeGreaterThan(8);
        var ledgers = Directory.GetFiles(Path.Combine(run.Folder, "ledgers"));
        ledgers.SelectMany(ledger => Ledger.Read<JsonElement>(ledger)).ShouldNotBeEmpty();

        var report = await Validate.RunAsync(["report", run.Folder]);
        report.ExitCode.ShouldBe(1);
        report.StandardOutput.ShouldContain("This run did not finish.");

        (await SweepAsync()).ShouldContain($"removed data {Path.Combine(run.Folder, "scratch")}\n");
        Directory.Exists(Path.Combine(run.Folder, "scratch")).ShouldBeFalse();
        File.Exists(Path.Combine(run.Folder, "report.html")).ShouldBeTrue();
        ledgers.ShouldAllBe(ledger => File.Exists(ledger));

        // Nothing of ours: what other runs on this machine leave at this moment is none of this test's business.
        (await SweepAsync()).ShouldNotContain(run.Id);
    }

    private async Task<string> SweepAsync()
    {
        var cache = Directory.CreateDirectory(_scratch.At("cache")).FullName;
        var sweep = await Validate.RunAsync(["sweep", "--artifacts", _scratch.Runs, "--cache", cache]);
        sweep.ExitCode.ShouldBe(0, sweep.StandardError);
        return sweep.StandardOutput;
    }
}
