using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Targets named by the files of <c>file_sd_configs</c>, in YAML or JSON. Not for two threads.</summary>
internal sealed class TargetFiles(ScrapeConfig config, Action<string> log)
{
    private readonly Dictionary<string, List<Labels>> _last = new(StringComparer.Ordinal);

    /// <summary>Discovered labels of all targets now. A file that cannot be read keeps the targets it named last; one that is gone names none.</summary>
    public IEnumerable<Labels> Read()
    {
        var files = config.Files.SelectMany(Matching).Distinct(StringComparer.Ordinal).ToList();
        foreach (var gone in _last.Keys.Except(files).ToList())
            _last.Remove(gone);
        foreach (var file in files)
            Read(file);
        return _last.Values.SelectMany(t => t);
    }

    private void Read(string file)
    {
        try
        {
            var targets = ConfigNode.Load(file).Items.SelectMany(ScrapeConfig.Groups).ToList();
            foreach (var target in targets)
                target["__meta_filepath"] = file;
            _last[file] = targets;
        }
        catch (BadInputException problem)
        {
            log($"error\tError reading file\tpath={file} err={problem.Message}");
        }
    }

    private static IEnumerable<string> Matching(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
        var name = Path.GetFileName(pattern);
        if (!name.Contains('*', StringComparison.Ordinal))
            return File.Exists(pattern) ? [pattern] : [];
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name).Order(StringComparer.Ordinal) : [];
    }
}
