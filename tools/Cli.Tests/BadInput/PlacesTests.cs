using Validation.Cli.Tests.Program;
using Validation.Contract;

namespace Validation.Cli.Tests.BadInput;

/// <summary>Folders and files that cannot be what they are named for.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class PlacesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    public async Task Artifacts_where_nobody_may_write() =>
        (await Validate.RunAsync(["run", "--artifacts", "/proc/validation"]))
            .ShouldComplain("The run directory cannot be used (/proc/validation/", "run setting Artifacts");

    [Test]
    public async Task Artifacts_in_a_file() =>
        (await Validate.RunAsync(["run", "--set", $"Artifacts={_scratch.Write("file", "")}"])).ShouldComplain(_scratch.At("file"));

    [Test]
    public async Task A_cache_where_nobody_may_write()
    {
        // The lists are asked for before the cache is filled, so no program may be found elsewhere.
        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", "Cache=/proc/validation"], ("PATH", Tools.Only(_scratch)));

        run.ShouldComplain("The component cache cannot be written (/proc/validation)", "run setting Cache");
        ProcFs.Holding(_scratch.Folder).ShouldBeEmpty("something was left running");
    }

    [Test]
    public async Task A_registry_that_does_not_answer_and_an_empty_cache()
    {
        var sources = _scratch.Write("sources.list", "deb [trusted=yes] http://127.0.0.1:9/debian stable main\n");
        var apt = _scratch.Write("apt.conf", $"Dir::Etc::sourcelist \"{sources}\"; Dir::Etc::sourceparts \"/dev/null\"; Acquire::Retries \"0\";\n");

        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", $"Cache={_scratch.At("cache")}"],
            ("PATH", Tools.Only(_scratch)), ("APT_CONFIG", apt), ("http_proxy", null), ("https_proxy", null));

        run.ShouldComplain("Program alertmanager is missing and its package cannot be had", _scratch.At("cache"), "run setting Program.alertmanager");
        ProcFs.Holding(_scratch.Folder).ShouldBeEmpty("something was left running");
    }

    [Test]
    public async Task A_contract_that_is_broken_is_told_with_its_line()
    {
        foreach (var file in Directory.EnumerateFiles(ContractFiles.Directory))
            File.Copy(file, _scratch.At(Path.GetFileName(file)));
        var lines = File.ReadAllLines(_scratch.At("promises.yaml")).ToList();
        var line = lines.FindIndex(l => l.StartsWith("  - id:", StringComparison.Ordinal) || l.StartsWith("- id:", StringComparison.Ordinal));
        line.ShouldBeGreaterThan(0, "the contract is written differently now");
        lines[line] = lines[line].Replace("id:", "idd:", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(_scratch.At("promises.yaml"), lines);

        var run = await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, "--set", $"Contract={_scratch.Folder}"]);

        run.ShouldComplain($"{_scratch.At("promises.yaml")}:{line + 1}");
        Directory.Exists(_scratch.Runs).ShouldBeFalse("the contract is read before a run directory is made");
    }

    [Test]
    public async Task A_contract_that_is_not_there() =>
        (await Validate.RunAsync(["run", "--set", $"Contract={_scratch.At("none")}"])).ShouldComplain(_scratch.At("none"));

    [Test]
    public async Task Features_that_are_not_built() =>
        (await Validate.RunAsync(["run", "--features", _scratch.At("none.dll")]))
            .ShouldComplain(_scratch.At("none.dll"), "got no such file", "dotnet build features");

    [Test]
    public async Task Features_that_are_no_assembly() =>
        (await Validate.RunAsync(["run", "--features", _scratch.Write("text.dll", "hello")])).ShouldComplain("got a file that is no assembly");

    [Test]
    public async Task An_assembly_without_scenarios() =>
        (await Validate.RunAsync(["run", "--features", typeof(ContractFiles).Assembly.Location]))
            .ShouldComplain("No scenario was selected", "no selection");

    [TestCase("--tag nothing-has-this", "tag nothing-has-this")]
    [TestCase("--tag @nothing-has-this", "tag @nothing-has-this")]
    [TestCase("--name ([", "\"([\" in the title")]
    [TestCase("--tag compute --name Watchdog", "tag compute and \"Watchdog\" in the title")]
    public async Task A_selection_of_nothing(string words, string part) =>
        (await Validate.RunAsync(["run", "--artifacts", _scratch.Runs, .. words.Split(' ')])).ShouldComplain("No scenario was selected", part);

    [Test]
    public async Task A_report_of_a_folder_that_is_no_run() =>
        (await Validate.RunAsync(["report", _scratch.Folder])).ShouldComplain(_scratch.At("events.ndjson"), "no such file");

    [Test]
    public async Task A_report_of_a_stream_that_is_broken()
    {
        var events = _scratch.Write("events.ndjson", "{\"type\":\"run-finished\",\"seconds\":1,\"at\":\"2026-01-01T00:00:00Z\"}\nhello\n{}\n");

        (await Validate.RunAsync(["report", _scratch.Folder])).ShouldComplain($"{events}:2");
    }

    [Test]
    public async Task A_report_that_cannot_be_written()
    {
        _scratch.Write("events.ndjson", "");
        Directory.CreateDirectory(_scratch.At("summary.md"));

        (await Validate.RunAsync(["report", _scratch.Folder])).ShouldComplain("cannot be read or written", "summary.md");
    }

    [TestCase("--artifacts")]
    [TestCase("--cache")]
    public async Task A_sweep_of_a_folder_that_is_not_there(string option) =>
        (await Validate.RunAsync(["sweep", option, _scratch.At("none")])).ShouldComplain(_scratch.At("none"), "got no such folder");
}
