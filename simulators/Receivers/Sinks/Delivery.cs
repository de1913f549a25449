using Validation.Harness;

namespace Validation.Simulators.Receivers;

/// <summary>A request that a sink got, as it is kept in its file.</summary>
/// <param name="Hook">Which hook it was sent to; empty when its path names none.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="ContentType">Content type; empty when there was none.</param>
/// <param name="Body">The body; text, or base64 when it is no UTF-8.</param>
/// <param name="Base64">True when the body is kept as base64.</param>
public sealed record Arrival(string Hook, string Method, string Target, string ContentType, string Body, bool Base64 = false);

/// <summary>A notification that arrived at a sink.</summary>
/// <param name="Seq">Position among all that arrived at the receiver, from 0.</param>
/// <param name="At">When the sink had it whole.</param>
/// <param name="Fate">What the sink answered: 2xx is acknowledged, any other status refused, no answer (yet) unknown.</param>
/// <param name="Arrival">The request as it was.</param>
/// <param name="Payload">What it says; null when it was not understood.</param>
/// <param name="Problem">Why it was not understood; null when it was.</param>
public sealed record Delivery<TPayload>(long Seq, DateTimeOffset At, Fate Fate, Arrival Arrival, TPayload? Payload, string? Problem)
    where TPayload : class;
