using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Validation.Harness;

namespace Validation.Simulators.Receivers.Webhook;

/// <summary>Whether an alert, or a group of them, fires.</summary>
public enum WebhookStatus
{
    /// <summary>It fires; a group fires while one of its alerts does.</summary>
    Firing,

    /// <summary>It does not fire any more.</summary>
    Resolved,
}

/// <summary>
/// What Alertmanager posts to a webhook. Source: prometheus.io/docs/alerting/latest/configuration, <c>webhook_config</c>; recordings of 0.28.
/// </summary>
/// <param name="Version">Version of the format: <c>4</c>.</param>
/// <param name="GroupKey">Names the group of alerts: <c>{}:{namespace="golden"}</c>.</param>
/// <param name="TruncatedAlerts">Alerts left out because of <c>max_alerts</c>.</param>
/// <param name="Status">Status of the group.</param>
/// <param name="Receiver">Name of Alertmanager's receiver.</param>
/// <param name="GroupLabels">The labels that the group is made by.</param>
/// <param name="CommonLabels">Labels that all its alerts share.</param>
/// <param name="CommonAnnotations">Annotations that all its alerts share.</param>
/// <param name="ExternalUrl">Address of Alertmanager.</param>
/// <param name="Alerts">Firing ones, and those that resolved since the last notification.</param>
public sealed record WebhookPayload(
    string Version,
    string GroupKey,
    long TruncatedAlerts,
    WebhookStatus Status,
    string Receiver,
    LabelSet GroupLabels,
    LabelSet CommonLabels,
    ImmutableSortedDictionary<string, string> CommonAnnotations,
    string ExternalUrl,
    ImmutableArray<WebhookAlert> Alerts);

/// <summary>One alert of a notification.</summary>
/// <param name="Status">Whether it fires.</param>
/// <param name="Labels">All its labels, <c>alertname</c> among them.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="StartsAt">Since when it fires.</param>
/// <param name="EndsAt">When it stopped; null while it fires, which is year 1 on the wire.</param>
/// <param name="GeneratorUrl">What raised it.</param>
/// <param name="Fingerprint">Alertmanager's hash of the labels, 16 hexadecimal digits.</param>
public sealed record WebhookAlert(
    WebhookStatus Status,
    LabelSet Labels,
    ImmutableSortedDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    [property: JsonConverter(typeof(NeverJson))] DateTimeOffset? EndsAt,
    string GeneratorUrl,
    string Fingerprint);
