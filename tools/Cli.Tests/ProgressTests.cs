using Spectre.Console;
using Validation.Harness.Events;
using Status = Validation.Harness.Events.Status;

namespace Validation.Cli.Tests;

public sealed class ProgressTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private static readonly string LongTitle = "A [critical] title " + new string('x', 300);

    [TestCase(Status.Passed, "holds   ")]
    [TestCase(Status.Failed, "VIOLATED")]
    [TestCase(Status.Broken, "BROKEN  ")]
    [TestCase(Status.Skipped, "skipped ")]
    public void In_a_pipe_a_scenario_is_one_plain_line_however_long(Status status, string word) =>
        Shown(Pipe, status, null).ShouldBe($"    1/2 {word}    1.5 s  Hosts: {LongTitle}\n");

    [Test]
    public void What_went_wrong_stands_below_with_the_place_in_the_feature() =>
        Shown(Pipe, Status.Failed, "wanted [1]\ngot 2").ShouldEndWith("\n          wanted [1]\n          got 2\n          hosts/host.feature:7\n");

    [Test]
    public void Of_a_long_finding_the_beginning_is_shown() =>
        Shown(Pipe, Status.Failed, "wanted " + new string('y', 5000)).ShouldContain("\n          wanted " + new string('y', 193) + "…\n");

    [Test]
    public void On_a_terminal_only_the_verdict_is_coloured() =>
        Shown(TerminalOf, Status.Failed, null).ShouldMatch($@"^    1/2 \e\[[0-9;]+mVIOLATED\e\[0m    1\.5 s  Hosts: A \[critical\] title x+\n$");

    [TestCase(true, null)]
    [TestCase(false, "1")]
    public void Nothing_is_coloured_in_a_pipe_or_when_NO_COLOR_is_set(bool redirected, string? noColour)
    {
        using var text = new StringWriter();
        Terminal.Open(text, redirected, noColour).MarkupLine("[red]red[/]");

        text.ToString().ShouldBe("red\n");
    }

    private static string Shown(Func<TextWriter, IAnsiConsole> open, Status status, string? error)
    {
        using var text = new StringWriter();
        var progress = new Progress(open(text), 2);
        progress.Show(new ScenarioStarted(At, "s1", "Hosts", LongTitle, "hosts/host.feature", 7, [], ""));
        progress.Show(new ScenarioFinished(At, "s1", status, 1.5, error));
        return text.ToString();
    }

    private static IAnsiConsole Pipe(TextWriter output) => Terminal.Open(output, redirected: true, noColour: null);

    private static IAnsiConsole TerminalOf(TextWriter output)
    {
        var console = Terminal.Open(output, redirected: false, noColour: null);
        (console.Profile.Capabilities.Ansi, console.Profile.Capabilities.ColorSystem) = (true, ColorSystem.Standard);
        return console;
    }
}
