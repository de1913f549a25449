using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Receivers.Webhook;

/// <summary>Receives what Alertmanager's <c>webhook_config</c> sends.</summary>
public static class WebhookReceiver
{
    private static readonly WebhookChannel Channel = new();

    /// <summary>Listens on a loopback port; what arrives is kept in a new file.</summary>
    /// <param name="path">The file; it must not exist yet.</param>
    /// <param name="deadline">How long the start may take. Times of arrival and delays are of its clock.</param>
    /// <exception cref="BadInputException">The file exists or cannot be created.</exception>
    public static Task<Receiver<WebhookPayload>> StartAsync(string path, Deadline deadline) =>
        Receiver<WebhookPayload>.StartAsync(Channel, path, deadline);

    /// <summary>Reads back what a receiver kept, also one that was killed.</summary>
    /// <exception cref="BadInputException">The file is broken before its last line.</exception>
    public static ImmutableArray<Delivery<WebhookPayload>> Read(string path) => Receiver<WebhookPayload>.Read(Channel, path);
}
