namespace Validation.Simulators.Receivers;

/// <summary>What an answer of a sink is made of.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type; empty for none.</param>
/// <param name="Body">The body.</param>
public sealed record Reply(int Status, string ContentType, string Body);

/// <summary>
/// What is particular to a kind of notification channel; all else about sinks is common. Pure: the same request always means the same.
/// </summary>
public interface IChannel<TPayload>
    where TPayload : class
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">It is none that this channel understands; the message says what is wrong.</exception>
    TPayload Read(Arrival arrival);

    /// <summary>The answer that a sender of this channel takes for success.</summary>
    Reply Accepted { get; }
}
