using System.Globalization;
using Validation.Backends.Loki;
using Validation.Checks;
using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Steps.Logs;

/// <summary>How many records of several logs are stored, counted by Loki: cheap enough to be asked again and again.</summary>
public static class RecordCounts
{
    private const string Pod = "pod";

    /// <summary>Every pod has exactly as many records as were written for it.</summary>
    /// <param name="loki">Whom to ask.</param>
    /// <param name="logs">Logs of containers; none must be in a namespace of another.</param>
    /// <param name="deadline">How long we wait for the answer.</param>
    public static async Task<Verdict> LookAsync(LokiClient loki, IReadOnlyCollection<WrittenLog> logs, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(loki);
        ArgumentNullException.ThrowIfNull(logs);
        var expected = logs.Select(l => new ExpectedSample(LabelSet.Of((Pod, l.Source.Pod!.Pod)).Text, l.Count));
        return EverySampleIsExact.Check($"how many records {logs.Count} pods have", expected, await new LokiInstant(loki, Query(logs)).ReadAsync(deadline));
    }

    private static string Query(IReadOnlyCollection<WrittenLog> logs)
    {
        var pods = string.Join('|', logs.Select(l => l.Source.Pod!.Pod.Replace(".", "\\\\.", StringComparison.Ordinal)));
        var seconds = Math.Ceiling(logs.Max(l => (l.Window.ToUnixNano - l.Window.FromUnixNano) / 1e9));
        return string.Create(CultureInfo.InvariantCulture, $"sum by (pod) (count_over_time({{pod=~\"{pods}\"}} |= \"{Mark.Prefix}\" [{seconds}s]))");
    }
}
