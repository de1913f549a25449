using Validation.Cli.Tests.Program;

namespace Validation.Cli.Tests.BadInput;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class RunSettingsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [TestCase("--set Frobnicate=1", "(--set, setting Frobnicate)", "one of: Environment", "got Frobnicate")]
    [TestCase("--set QuietWindow", "(--set)", "Name=Value", "got QuietWindow")]
    [TestCase("--set QuietWindow=long", "(--set, setting QuietWindow)", "a number of seconds from 1 to 3600", "got long")]
    [TestCase("--set QuietWindow=0", "got 0")]
    [TestCase("--set Environment=moon", "one of: embedded", "got moon")]
    [TestCase("--set Cache=", "(--set, setting Cache)")]
    [TestCase("--seed xyz", "(--seed, setting Seed)", "hexadecimal", "got xyz")]
    [TestCase("--artifacts=", "'--artifacts'")]
    [TestCase("--genestack /nowhere/genestack", "There is no Genestack checkout (/nowhere/genestack)", "a folder that holds base-helm-configs", "no such folder")]
    public async Task A_setting_on_the_command_line(string words, params string[] parts)
    {
        (await Validate.RunAsync(["run", .. words.Split(' ')])).ShouldComplain(parts);
    }

    [TestCase("<Parameter name=\"Frobnicate\" value=\"1\" />", "setting Frobnicate", "got Frobnicate")]
    [TestCase("<Parameter name=\"StartLimit\" value=\"soon\" />", "setting StartLimit", "got soon")]
    [TestCase("<Parameter name=\"StartLimit\" />", "incomplete", "add the attribute value")]
    [TestCase("<Parametre name=\"StartLimit\" value=\"9\" />", "got <Parametre>")]
    [TestCase("<Parameter name=\"StartLimit\" value=\"9\">", "well-formed XML")]
    public async Task A_setting_in_a_file_is_told_with_its_line(string line, params string[] parts)
    {
        var file = _scratch.Write("bad.runsettings", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <RunSettings>
              <TestRunParameters>
                <Parameter name="QuietWindow" value="30" />
                {line}
              </TestRunParameters>
            </RunSettings>
            """);

        // An element that is not closed is noticed where its parent ends.
        var at = line.EndsWith("/>", StringComparison.Ordinal) ? 5 : 6;
        (await Validate.RunAsync(["run", "--settings", file])).ShouldComplain([$"{file}:{at}", .. parts]);
    }

    [TestCase("<RunSettings><TestRun", ":1", "well-formed XML")]
    [TestCase("", "well-formed XML")]
    [TestCase("<Project />", ":1", "<RunSettings>, got <Project>")]
    public async Task A_file_that_is_no_run_settings(string content, params string[] parts)
    {
        var file = _scratch.Write("bad.runsettings", content);

        var run = await Validate.RunAsync(["run", "--settings", file]);

        run.ShouldComplain([file, .. parts]);
        run.StandardError.ShouldNotContain($"{file}:0");
    }

    [Test]
    public async Task A_file_that_is_missing() =>
        (await Validate.RunAsync(["run", "--settings", _scratch.At("no.runsettings")]))
            .ShouldComplain(_scratch.At("no.runsettings"), "got no such file");

    [Test]
    public async Task A_folder_in_place_of_a_file() =>
        (await Validate.RunAsync(["run", "--settings", _scratch.Folder])).ShouldComplain("got a folder");

    [Test]
    public async Task Other_commands_that_take_settings_say_the_same() =>
        (await Validate.RunAsync(["components", "--set", "Frobnicate=1"])).ShouldComplain("(--set, setting Frobnicate)");
}
