using Validation.Cli.Tests.Program;

namespace Validation.Cli.Tests.BadInput;

[Parallelizable(ParallelScope.Children)]
public sealed class CommandLineTests
{
    [TestCase("frobnicate", "one of: run, components, report, sweep, bench, got frobnicate")]
    [TestCase("run --frobnicate", "(validate run)", "--tag", "got --frobnicate")]
    [TestCase("run frobnicate", "(validate run)", "got frobnicate")]
    [TestCase("sweep --seed 1", "(validate sweep)", "got --seed")]
    [TestCase("", "names no command", "one of: run, components, report, sweep, bench, got none")]
    [TestCase("run --tag", "--tag")]
    [TestCase("run --seed", "--seed")]
    [TestCase("report", "'report'")]
    public async Task A_word_that_is_unknown_or_missing_is_told_once(string words, params string[] parts) =>
        (await Validate.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldComplain([.. parts, "--help"]);

    [Test]
    public async Task The_help_names_the_program_as_its_users_call_it()
    {
        var help = await Validate.RunAsync(["--help"]);

        help.ExitCode.ShouldBe(0);
        help.StandardOutput.ShouldContain("  validate [command] [options]");
        help.StandardError.ShouldBeEmpty();
    }

    [Test]
    public async Task The_help_of_a_command_lists_its_options() =>
        (await Validate.RunAsync(["run", "--help"])).StandardOutput.ShouldSatisfyAllConditions(
            help => help.ShouldContain("--seed"), help => help.ShouldContain("--artifacts"), help => help.ShouldContain("--settings"));
}
