using Validation.Harness;
using Validation.Simulators.Telemetry.Bad;

namespace Validation.Steps.BadTelemetry;

/// <summary>A bad request gets the status and the words that were recorded of the real program.</summary>
public static class IsAnsweredAsDocumented
{
    /// <summary>Findings: <c>status</c>, <c>words</c>, each with the row's name.</summary>
    /// <param name="payload">What was sent.</param>
    /// <param name="status">The status that the feature states; the row must state the same.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="ownWords">True when a stand-in answered of which it is written down that its words are its own; they must differ.</param>
    public static Verdict Check(BadPayload payload, int status, BadAnswer answer, bool ownWords = false)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(answer);
        var findings = new List<Finding>();
        if (payload.Status != status)
            findings.Add(new Finding("status", $"{payload.Status}, as recorded in {payload.Source}", $"{status} in the feature", payload.Name));
        if (answer.Status != status)
            findings.Add(new Finding("status", $"{status}", $"{answer.Status}: {answer.Text}", payload.Name));
        if (answer.Text.Contains(payload.Says, StringComparison.Ordinal) == ownWords)
            findings.Add(new Finding("words", ownWords ? $"other words than {payload.Says}: the exception is needless" : payload.Says, answer.Text, payload.Name));
        return Verdict.Of($"{payload.Name} is answered as documented", findings, Evidence.Text("answer.txt", answer.Text));
    }
}
