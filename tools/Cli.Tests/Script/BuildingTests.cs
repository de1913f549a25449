namespace Validation.Cli.Tests.Script;

/// <summary>When the script builds, and what it runs then.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class BuildingTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Test]
    public async Task It_builds_once_and_hands_every_word_over_as_it_is()
    {
        var first = await _bench.RunAsync(["run", "--name", "two words", ""]);
        var second = await _bench.RunAsync(["--help"]);

        first.StandardOutput.ShouldBe("program 1;feature a;<run><--name><two words><>");
        first.StandardError.ShouldBe("validate: building (the first time takes a minute)\n");
        second.StandardOutput.ShouldBe("program 1;feature a;<--help>");
        second.StandardError.ShouldBeEmpty();
        _bench.Builds.ShouldHaveSingleItem().ShouldContain("-c Release");
    }

    [Test]
    public async Task It_builds_again_when_a_source_changed_was_added_or_was_put_back()
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        _bench.Write("tools/Cli/Program.cs", "program 2;");
        await ShowsAsync("program 2;feature a;", builds: 2);
        _bench.Write("features/b.feature", "feature b;");
        await ShowsAsync("program 2;feature a;feature b;", builds: 3);
        _bench.Write("tools/Cli/Program.cs", "program 1;");
        await ShowsAsync("program 1;feature a;feature b;", builds: 4);
    }

    [Test]
    public async Task A_source_that_was_removed_is_built_without_because_time_stamps_do_not_show_it()
    {
        _bench.Write("features/b.feature", "feature b;");
        await ShowsAsync("program 1;feature a;feature b;", builds: 1);
        File.Delete(_bench.At("features/b.feature"));

        await ShowsAsync("program 1;feature a;", builds: 2);
        _bench.Builds[1].ShouldContain("--no-incremental");
    }

    [Test]
    public async Task A_source_that_changed_and_is_old_is_built_whole_for_the_same_reason()
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        _bench.Write("tools/Cli/Program.cs", "program 0;");
        File.SetLastWriteTimeUtc(_bench.At("tools/Cli/Program.cs"), DateTime.UnixEpoch);

        await ShowsAsync("program 0;feature a;", builds: 2);
        _bench.Builds[1].ShouldContain("--no-incremental");
    }

    [Test]
    public async Task An_ordinary_change_is_built_incrementally()
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        _bench.Write("tools/Cli/Program.cs", "program 2;");

        await ShowsAsync("program 2;feature a;", builds: 2);
        _bench.Builds[1].ShouldNotContain("--no-incremental");
    }

    [TestCase("tools/Cli.Tests/Some.cs")]
    [TestCase("README.md")]
    [TestCase("artifacts/runs/one/events.ndjson")]
    [TestCase("tools/Cli/obj/thing.cs")]
    [TestCase(".git/index")]
    public async Task What_the_program_is_not_made_of_does_not_count(string path)
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        _bench.Write(path, "changed");
        File.SetLastWriteTimeUtc(_bench.At("features/a.feature"), DateTime.UnixEpoch);

        await ShowsAsync("program 1;feature a;", builds: 1);
    }

    [Test]
    public async Task A_source_that_changes_while_it_is_built_is_built_again()
    {
        _bench.Beside("after", "[ -e \"$BENCH/once\" ] || printf 'program 2;' >tools/Cli/Program.cs; : >\"$BENCH/once\"");

        await ShowsAsync("program 2;feature a;", builds: 2);
    }

    [Test]
    public async Task A_program_whose_files_are_gone_is_built_again()
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        Directory.Delete(_bench.At("artifacts"), recursive: true);

        await ShowsAsync("program 1;feature a;", builds: 2);
    }

    [Test]
    public async Task It_works_through_a_link()
    {
        var link = _bench.Outside("a link");
        File.CreateSymbolicLink(link, _bench.Validate);

        (await _bench.RunAsync(script: link)).StandardOutput.ShouldBe("program 1;feature a;");
    }

    [Test]
    public async Task Two_at_once_build_once()
    {
        var both = await Task.WhenAll(_bench.RunAsync(["1"]), _bench.RunAsync(["2"]));

        both.Select(one => one.StandardOutput).ShouldBe(["program 1;feature a;<1>", "program 1;feature a;<2>"]);
        _bench.Builds.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Programs_of_earlier_sources_are_not_kept()
    {
        await ShowsAsync("program 1;feature a;", builds: 1);
        _bench.Write("tools/Cli/Program.cs", "program 2;");
        await ShowsAsync("program 2;feature a;", builds: 2);

        Directory.GetDirectories(_bench.At("artifacts/programs")).ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_program_that_runs_is_kept_until_it_has_ended()
    {
        var (run, gate) = await _bench.HoldAsync();
        _bench.Write("tools/Cli/Program.cs", "program 2;");
        await ShowsAsync("program 2;feature a;", builds: 2);
        Directory.GetDirectories(_bench.At("artifacts/programs")).Length.ShouldBe(2);

        await gate.DisposeAsync();
        (await run).StandardOutput.ShouldStartWith("program 1;");
        _bench.Write("tools/Cli/Program.cs", "program 3;");
        await ShowsAsync("program 3;feature a;", builds: 3);

        Directory.GetDirectories(_bench.At("artifacts/programs")).ShouldHaveSingleItem();
    }

    private async Task ShowsAsync(string program, int builds)
    {
        var result = await _bench.RunAsync();
        result.StandardOutput.ShouldBe(program, result.StandardError);
        result.ExitCode.ShouldBe(0);
        _bench.Builds.Length.ShouldBe(builds);
    }
}
