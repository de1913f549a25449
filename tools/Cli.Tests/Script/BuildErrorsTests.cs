namespace Validation.Cli.Tests.Script;

/// <summary>What the script says of a checkout that does not build.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class BuildErrorsTests : IDisposable
{
    private const string Head = "validate: The checkout does not build; mend this first:";

    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Test]
    public async Task Errors_come_once_in_the_order_of_files_and_lines_as_paths_of_the_checkout()
    {
        var root = _bench.At("") + "/";
        (await ComplaintAsync($"""
            {root}features/b.feature(2,1): error BDD002: No binding fits "When it rains" [{root}features/Validation.Features.csproj]
            {root}features/a.feature(12,5): error BDD002: No binding fits "Then it is wet" [{root}features/Validation.Features.csproj]
            {root}features/a.feature(3,1): error BDD001: expected: #FeatureLine, got 'Scenario [1]' [{root}features/Validation.Features.csproj]
            {root}steps/X.cs(9,9): warning CS0168: never used [{root}steps/Validation.Steps.csproj]

            Build FAILED.

              {root}features/a.feature(12,5): error BDD002: No binding fits "Then it is wet" [{root}features/Validation.Features.csproj]
              {root}features/a.feature(12,5): error BDD003: and another one [{root}features/Validation.Features.csproj]
                1 Warning(s)
                3 Error(s)
            """)).ShouldBe(
            [
                Head,
                "features/a.feature(3,1): error BDD001: expected: #FeatureLine, got 'Scenario [1]'",
                "features/a.feature(12,5): error BDD002: No binding fits \"Then it is wet\"",
                "features/a.feature(12,5): error BDD003: and another one",
                "features/b.feature(2,1): error BDD002: No binding fits \"When it rains\"",
            ]);
    }

    [Test]
    public async Task Of_many_the_first_twenty_are_shown_and_the_rest_is_counted()
    {
        var errors = Enumerable.Range(1, 30).Reverse().Select(i => $"x.feature({i},1): error BDD002: step {i} [p.csproj]");

        var lines = await ComplaintAsync(string.Join('\n', errors));

        lines.ShouldBe([Head, .. Enumerable.Range(1, 20).Select(i => $"x.feature({i},1): error BDD002: step {i}"), "… and 10 more."]);
    }

    [Test]
    public async Task An_error_without_a_line_is_shown_as_well() =>
        (await ComplaintAsync("/x/y.csproj : error NU1301: Unable to load the service index [/x/y.csproj]"))
            .ShouldBe([Head, "/x/y.csproj : error NU1301: Unable to load the service index"]);

    [Test]
    public async Task A_build_that_fails_without_saying_why_shows_its_end() =>
        (await ComplaintAsync("one\ntwo")).ShouldBe([Head, "one", "two"]);

    [Test]
    public async Task What_does_not_build_is_tried_again_and_never_run()
    {
        await ComplaintAsync("x.cs(1,1): error CS0001: no [p.csproj]");
        await ComplaintAsync("x.cs(1,1): error CS0001: no [p.csproj]");
        _bench.Mend();

        (await _bench.RunAsync()).StandardOutput.ShouldBe("program 1;feature a;");
        _bench.Builds.Length.ShouldBe(3);
    }

    [Test]
    public async Task A_program_that_was_built_before_does_not_run_in_place_of_what_does_not_build()
    {
        await _bench.RunAsync();
        _bench.Write("tools/Cli/Program.cs", "broken;");

        await ComplaintAsync("x.cs(1,1): error CS0001: no [p.csproj]");
    }

    [TestCase("dotnet", "The .NET SDK is missing (PATH)")]
    [TestCase("flock", "A tool is missing (PATH): wanted flock")]
    public async Task A_tool_that_is_missing_is_told_in_one_sentence(string tool, string sentence)
    {
        var result = await _bench.RunAsync(path: _bench.PathWithout(tool));

        result.ExitCode.ShouldBe(2);
        Lines(result.StandardError).ShouldHaveSingleItem().ShouldStartWith($"validate: {sentence}");
    }

    [Test]
    public async Task A_checkout_that_cannot_be_written_is_told_in_one_sentence()
    {
        _bench.Write("artifacts", "a file in the way");

        var result = await _bench.RunAsync();

        result.ExitCode.ShouldBe(2);
        Lines(result.StandardError).ShouldHaveSingleItem().ShouldStartWith("validate: The checkout cannot be written (");
    }

    private async Task<string[]> ComplaintAsync(string compiler)
    {
        _bench.Beside("compiler", compiler + "\n");
        var result = await _bench.RunAsync();
        result.ExitCode.ShouldBe(2);
        result.StandardOutput.ShouldBeEmpty();
        return [.. Lines(result.StandardError).Where(line => !line.StartsWith("validate: building", StringComparison.Ordinal))];
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
