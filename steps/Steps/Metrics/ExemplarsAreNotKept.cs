using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Prometheus;
using Validation.Harness;

namespace Validation.Steps.Metrics;

/// <summary>Exemplars were sent, and Prometheus has none of them: its storage of exemplars is off, as the contract says.</summary>
public static class ExemplarsAreNotKept
{
    /// <summary>
    /// Findings: <c>kept</c> for a series with exemplars; <c>contract</c> when the contract says something else than that they are not kept;
    /// <c>none-sent</c> when there was nothing to keep.
    /// </summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="storage">What the contract says of the storage of exemplars: <c>true</c> or <c>false</c>; null for nothing.</param>
    /// <param name="answer">Exemplars of the stream's series.</param>
    public static Verdict Check(SentMetrics sent, string? storage, Answer<ImmutableArray<ExemplarSeries>> answer)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(answer);
        var findings = answer.Value.Where(s => !s.Exemplars.IsEmpty)
            .Select(s => new Finding("kept", "no exemplar", $"{s.Exemplars.Length}, the first at {s.Exemplars[0].Timestamp:O}", s.SeriesLabels.Text)).ToList();
        if (storage != "false")
            findings.Add(new Finding("contract", "exemplar_storage: false", storage ?? "nothing", "prometheus"));
        if (!sent.Exemplars.Any())
            findings.Add(new Finding("none-sent", "exemplars", "none", sent.Metrics.Items.Name));
        return Verdict.Of($"no exemplar of {sent.Metrics.Items.Name} is kept", findings, answer.Raw);
    }
}
