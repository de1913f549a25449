using System.Globalization;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>What a receiver answered to one send, and what follows from it for the items.</summary>
/// <param name="Fate">
/// Acknowledged or refused as a whole; unknown when no answer came, when it cannot be read, or when a part was rejected without a word which.
/// </param>
/// <param name="Status">The receiver's own status, <c>HTTP 503</c> or <c>gRPC 14 Unavailable</c>; empty when none came.</param>
/// <param name="Text">What it said, or what went wrong on the way.</param>
public sealed record Answer(Fate Fate, string Status, string Text)
{
    /// <summary>No answer came.</summary>
    public static Answer None(string why) => new(Fate.Unknown, "", why);

    /// <summary>The status of HTTP, as an answer has it.</summary>
    public static string Http(int code) => string.Create(CultureInfo.InvariantCulture, $"HTTP {code}");
}

/// <summary>A send: the ledger's row as it is now, and the answer.</summary>
/// <param name="Row">Row of the ledger, written before the send.</param>
/// <param name="Answer">What came back.</param>
public sealed record Emission(Sent<Harness.Items.ItemRange> Row, Answer Answer)
{
    /// <summary>What became of the items.</summary>
    public Fate Fate => Row.Fate;
}
