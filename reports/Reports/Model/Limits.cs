using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>Whether a figure kept its limits, and the words for it.</summary>
/// <param name="Kept">True when it did, or when none were demanded.</param>
/// <param name="Demanded">The limits in words: <c>at most 30 s</c>; empty when there are none.</param>
internal sealed record Limits(bool Kept, string Demanded)
{
    public static Limits Of(Measured figure)
    {
        // Written so that a figure that is no number keeps no limit.
        var kept = (figure.AtLeast is not { } least || figure.Value >= least) && (figure.AtMost is not { } most || figure.Value <= most);
        var demanded = (figure.AtLeast, figure.AtMost) switch
        {
            ({ } low, { } high) when low.Equals(high) => $"exactly {Words.Figure(low, figure.Unit)}",
            ({ } low, { } high) => $"{Words.Figure(low, figure.Unit)} to {Words.Figure(high, figure.Unit)}",
            ({ } low, null) => $"at least {Words.Figure(low, figure.Unit)}",
            (null, { } high) => $"at most {Words.Figure(high, figure.Unit)}",
            _ => "",
        };
        return new Limits(kept, demanded);
    }
}
