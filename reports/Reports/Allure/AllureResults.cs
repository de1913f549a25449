namespace Validation.Reports.Allure;

/// <summary>Writes the directory <c>allure-results</c> of a run, from which Allure 2 and 3 make their sites.</summary>
internal sealed class AllureResults
{
    /// <summary>Name of the directory in the run directory.</summary>
    public const string DirectoryName = "allure-results";

    /// <summary>Larger evidence is not copied but named; in bytes.</summary>
    internal const long LargestCopy = 32 * 1024 * 1024;

    private readonly string _directory;
    private readonly EvidenceFolder _evidence;

    public AllureResults(string runDirectory)
    {
        _directory = Directory.CreateDirectory(Path.Combine(runDirectory, DirectoryName)).FullName;
        _evidence = new EvidenceFolder(runDirectory);
    }

    /// <summary>Writes one scenario; its attachments first, so that a result never names a file that is not there.</summary>
    public void Write(AllureRun run, ScenarioModel scenario)
    {
        var uuid = AllureScenario.Uuid(run, scenario);
        var attachments = new AttachmentList(uuid);
        var result = AllureScenario.Of(run, scenario, attachments);
        foreach (var (source, text) in attachments.Texts)
            AtomicFile.Write(Path.Combine(_directory, source), text);
        foreach (var (source, file) in attachments.Files)
            Copy(source, file);
        AtomicFile.Write(Path.Combine(_directory, $"{uuid}-result.json"), AllureJson.Write(result));
    }

    /// <summary>Writes what concerns the run as a whole.</summary>
    public void Write(RunModel run)
    {
        AtomicFile.Write(Path.Combine(_directory, "environment.properties"), AllureRunFiles.Environment(run));
        AtomicFile.Write(Path.Combine(_directory, "executor.json"), AllureRunFiles.Executor(run));
        AtomicFile.Write(Path.Combine(_directory, "categories.json"), AllureRunFiles.Categories());
        var itself = AllureRunFiles.RunItself(run);
        var path = Path.Combine(_directory, $"{itself.Uuid}-result.json");
        if (run.Finished)
            File.Delete(path);
        else
            AtomicFile.Write(path, AllureJson.Write(itself));
    }

    private void Copy(string source, Harness.Events.EvidenceFile file)
    {
        var to = Path.Combine(_directory, source);
        var from = _evidence.Locate(file);
        if (from is null)
            AtomicFile.Write(to, Clean.Text($"This evidence is not within the run directory: {file.Path}\n"));
        else if (new FileInfo(from).Length > LargestCopy)
            AtomicFile.Write(to, Clean.Text($"This evidence is too large to be copied; it is in the run directory: {file.Path}\n"));
        else
            AtomicFile.Copy(from, to);
    }
}
