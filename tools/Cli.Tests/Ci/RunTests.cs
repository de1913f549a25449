using CliWrap;
using CliWrap.Buffered;
using Validation.Cli.Tests.Program;
using Validation.Steps.Run;

namespace Validation.Cli.Tests.Ci;

/// <summary>What <c>.ci/run</c> makes of what <c>dotnet test</c> really wrote, in Recordings.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class RunTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    public async Task Passed_and_skipped_projects_are_summed_up() =>
        (await CountAsync("fine.log", "Fine.sln.txt")).ShouldBe((0, "2 passed, 0 failed, 3 skipped"));

    [Test]
    public async Task A_test_host_that_crashed_is_a_failure_beside_those_that_failed() =>
        (await CountAsync("all.log", "All.sln.txt")).ShouldBe((1, $"{Silent("Crashes")}\n3 passed, 2 failed, 3 skipped"));

    [Test]
    public async Task A_project_that_did_not_build_is_a_failure() =>
        (await CountAsync("broken.log", "All.sln.txt")).ShouldBe((1, $"{Silent("Crashes")}\n{Silent("Holds")}\n1 passed, 3 failed, 2 skipped"));

    [Test]
    public async Task A_project_that_nobody_ran_is_a_failure_though_all_others_passed() =>
        (await CountAsync("fine.log", "All.sln.txt")).ShouldBe((1, $"{Silent("Crashes")}\n{Silent("Fails")}\n2 passed, 2 failed, 3 skipped"));

    [Test]
    public async Task What_a_test_printed_is_not_counted()
    {
        const string Printed = "  Passed!  - Failed:     0, Passed:    99, Skipped:     0, Total:    99, Duration: 1 s - X.dll (net10.0)\n";
        var log = _scratch.Write("log", await File.ReadAllTextAsync(Recording("fine.log")) + Printed);

        (await CountAsync(log, "Fine.sln.txt")).ShouldBe((0, "2 passed, 0 failed, 3 skipped"));
    }

    [Test]
    public async Task Nothing_at_all_is_a_failure() => (await CountAsync(_scratch.Write("log", ""), "Fine.sln.txt"))
        .ShouldBe((1, $"{Silent("Holds")}\n{Silent("Skips")}\n0 passed, 2 failed, 0 skipped"));

    [Test]
    public async Task A_log_that_is_not_there_is_told() =>
        (await BashAsync(Script, ["--count", "/none"]))
            .ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(2), r => r.StandardError.ShouldContain("(/none)"));

    [TestCase("fine.log", "Fine.sln.txt", 0, 0, "2 passed, 0 failed, 3 skipped")]
    [TestCase("all.log", "All.sln.txt", 1, 1, "3 passed, 2 failed, 3 skipped")]
    [TestCase("fine.log", "Fine.sln.txt", 134, 1, "2 passed, 1 failed, 3 skipped")]
    public async Task It_runs_the_documented_command_and_ends_with_the_sum(string log, string solution, int exits, int code, string sum)
    {
        // No dotnet, no package is touched: the commands it looks for are ours.
        _scratch.Script("bin/virsh", "exit 1");
        _scratch.Script("bin/dotnet", $"echo \"$PWD: dotnet $*\" >>'{_scratch.At("calls")}'; cat '{Recording(log)}'; exit {exits}");
        Directory.CreateDirectory(_scratch.At("check out", ".ci"));
        File.Copy(Script, _scratch.At("check out", ".ci", "run"));
        File.Copy(Recording(solution), _scratch.At("check out", "Validation.sln"));

        var run = await BashAsync(_scratch.At("check out", ".ci", "run"), []);

        run.ExitCode.ShouldBe(code);
        run.StandardOutput.TrimEnd('\n').Split('\n')[^1].ShouldBe(sum);
        File.ReadAllLines(_scratch.At("calls")).ShouldBe([$"{_scratch.At("check out")}: dotnet test Validation.sln"]);
    }

    private static string Script => Path.Combine(Checkout.Root, ".ci", "run");

    private static string Recording(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", name);

    private static string Silent(string project) => $"no result from {project}.Tests: it crashed, was not built, or has no tests";

    private async Task<(int Code, string Said)> CountAsync(string log, string solution)
    {
        var result = await BashAsync(Script, ["--count", Path.IsPathRooted(log) ? log : Recording(log), Recording(solution)]);
        return (result.ExitCode, result.StandardOutput.TrimEnd('\n'));
    }

    private async Task<BufferedCommandResult> BashAsync(string script, string[] arguments) => await CliWrap.Cli.Wrap("bash")
        .WithArguments([script, .. arguments])
        .WithEnvironmentVariables(set => set.Set("PATH", $"{_scratch.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}"))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();
}
