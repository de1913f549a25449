using Validation.Harness;
using Validation.Simulators.Telemetry.Sending;

namespace Validation.Steps.Promises;

/// <summary>Everything that was sent got one and the same answer: the one that keeps an exception necessary.</summary>
public static class AnswersAre
{
    /// <summary>Findings: <c>answer</c>, with the ledger's key; <c>none-sent</c>.</summary>
    /// <param name="what">What was sent, in words.</param>
    /// <param name="status">The receiver's status: <c>HTTP 404</c>; empty where nobody must answer at all.</param>
    /// <param name="sends">What came back.</param>
    public static Verdict Check(string what, string status, IReadOnlyCollection<Emission> sends)
    {
        ArgumentNullException.ThrowIfNull(sends);
        if (sends.Count == 0)
            return Verdict.Of($"{what}: {Words(status)}", [new Finding("none-sent", "a send", "none", what)]);
        return Verdict.Of($"{what}: {Words(status)}", sends.Where(s => s.Answer.Status != status || s.Fate == Fate.Acknowledged)
            .Select(s => new Finding("answer", $"{Words(status)}; else the exception is needless",
                $"{s.Fate}: {Words(s.Answer.Status)} {s.Answer.Text}", s.Row.Key)));
    }

    private static string Words(string status) => status.Length == 0 ? "no answer" : status;
}
