using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.BadTelemetry;

/// <summary>What a receiver threw away, by reason, as its own counter has it.</summary>
public static class DiscardsAreCounted
{
    /// <summary>Findings: <c>too-few</c>, with the reason. More are no finding: others may have lines refused at the same time.</summary>
    /// <param name="before">Lines by reason before.</param>
    /// <param name="after">Lines by reason after.</param>
    /// <param name="atLeast">By how many each reason must have grown.</param>
    public static Verdict Check(ImmutableSortedDictionary<string, double> before, ImmutableSortedDictionary<string, double> after,
        IEnumerable<KeyValuePair<string, double>> atLeast)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var findings = from wanted in atLeast
                       let grown = after.GetValueOrDefault(wanted.Key) - before.GetValueOrDefault(wanted.Key)
                       where grown < wanted.Value
                       select new Finding("too-few", $"at least {wanted.Value} more", $"{grown} more", wanted.Key);
        return Verdict.Of("what was refused is counted by its reason", findings, Evidence.Text("discards.txt",
            string.Join('\n', after.Select(a => $"{a.Key}: {before.GetValueOrDefault(a.Key)} before, {a.Value} after"))));
    }
}
