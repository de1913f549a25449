using Validation.Cli.Tests.Program;

namespace Validation.Cli.Tests.BadInput;

/// <summary>Programs that a run cannot use. They are looked for before anything is started.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class ProgramsTests : IDisposable
{
    private const string First = "alertmanager";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    public Task One_that_is_missing() => RefusedAsync(First, _scratch.At("none"), "setting Program.alertmanager", _scratch.At("none"));

    [Test]
    public Task One_that_may_not_be_executed() => RefusedAsync(First, _scratch.Write("text", "hello"),
        "setting Program.alertmanager", "an executable file");

    [Test]
    public Task One_that_is_a_folder() => RefusedAsync(First, _scratch.Folder, "setting Program.alertmanager", "an executable file");

    [Test]
    public Task One_that_is_too_old() => RefusedAsync(First, _scratch.Script("old", "echo 'alertmanager, version 0.1.0 (branch: HEAD)'"),
        "alertmanager is too old", _scratch.At("old"), "or newer, got 0.1.0");

    [Test]
    public Task One_that_says_no_version() => RefusedAsync(First, _scratch.Script("mute", "echo hello"), "does not tell its version", "got hello");

    [Test]
    public Task One_that_fails() => RefusedAsync(First, _scratch.Script("broken", "echo no library; exit 127"),
        "does not run", "exit code 127", "no library");

    [Test]
    public Task One_that_no_package_holds() => RefusedAsync("loki", _scratch.Script("mute", "echo hello"),
        "loki does not tell its version", "got hello; give another path with the run setting Program.loki");

    [Test]
    public async Task One_that_ends_at_once_is_told_with_its_exit_code_and_the_end_of_its_log()
    {
        var path = _scratch.Script("mortal", "case $1 in *version) echo 'loki, version 3.7.0'; exit;; esac; echo nothing to live for; exit 7");

        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", $"Program.loki={path}"]);

        run.ExitCode.ShouldBe(2, run.StandardError);
        run.StandardError.ShouldMatch($@"^validate: Component loki\S* \({System.Text.RegularExpressions.Regex.Escape(path)}, log .+\.log\) failed: wanted .+, got its end with exit code 7\.\n");
        run.StandardError.ShouldContain("nothing to live for");
        run.StandardError.ShouldContain("Nothing is proven; mend the program");
        File.ReadAllText(Path.Combine(Directory.GetDirectories(_scratch.Runs).ShouldHaveSingleItem(), "summary.md"))
            .ShouldContain("The stack did not start: Component loki", Case.Sensitive, "a CI job keeps the reports only");
        ProcFs.Holding(_scratch.Folder).ShouldBeEmpty("something was left running");
    }

    [Test]
    public async Task A_stack_that_is_not_ready_in_time()
    {
        var path = _scratch.Script("slow", "case $1 in *version) exec sleep 3;; esac");

        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", $"Program.prometheus={path}", "--set", "StartLimit=1"]);

        run.ExitCode.ShouldBe(2, run.StandardError);
        // Which of them is told, and of which component, depends on how far it came in its second.
        run.StandardError.ShouldMatch(@"^validate: (The stack did not start in time \(setting StartLimit\)|Component [a-z0-9-]+ failed: wanted its program in time)");
        run.StandardError.ShouldNotContain("   at ");
    }

    [Test]
    public Task One_that_the_environment_does_not_know() => RefusedAsync("frobnicator", "/bin/true",
        "setting Program.frobnicator", "one of: prometheus, alertmanager");

    [Test]
    public async Task One_that_is_not_known_is_told_by_the_list_too() =>
        (await Validate.RunAsync(["components", "--set", "Program.frobnicator=/bin/true"])).ShouldComplain("setting Program.frobnicator");

    [Test]
    public async Task The_list_says_in_a_table_which_are_of_no_use()
    {
        var old = _scratch.Script("old", "echo 'alertmanager, version 0.1.0'");

        var list = await Validate.RunAsync(["components", "--set", $"Program.alertmanager={old}"]);

        list.ExitCode.ShouldBe(1);
        list.StandardOutput.ShouldMatch("(?m)^alertmanager  .* missing  .*-$");
        list.StandardOutput.ShouldMatch(@"(?m)^alertmanager: Program alertmanager is too old \(");
    }

    private async Task RefusedAsync(string program, string path, params string[] parts)
    {
        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", $"Program.{program}={path}"]);

        run.ShouldComplain(parts);
        ProcFs.Holding(_scratch.Folder).ShouldBeEmpty("something was left running");
        Directory.EnumerateFiles(_scratch.Runs, "run-marker.json", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
