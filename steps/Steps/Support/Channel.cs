using System.Collections.Immutable;
using System.Text.Json;
using Validation.Checks.Alerts;
using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>What the channel of the stack was told.</summary>
public sealed class Channel(Lent lent)
{
    /// <summary>Name of Alertmanager's receiver.</summary>
    public const string Receiver = "channel";

    private static readonly TimeSpan RepeatInterval = TimeSpan.FromHours(12);

    /// <summary>When it was told of alerts in a status.</summary>
    public Reading<LabelSet> Arrivals(AlertStatus status) => Read(Everything().SelectMany(n =>
        n.Alerts.Where(a => a.Status == status).Select(a => new Seen<LabelSet>(a.Labels.Text, a.Labels, n.ArrivedAt))));

    /// <summary>It was told of the alert once, and of nothing else about this scenario's compute host.</summary>
    public Verdict ToldOnce(ExpectedAlert alert) => NotificationIsDeliveredOnce.Check(Receiver, [alert], RepeatInterval,
        Read(About(LabelSet.Of(("compute_host", lent.Host.Name))).Select(n => new Seen<Notification>(n.GroupKey, n, n.ArrivedAt))));

    /// <summary>It was told nothing about alerts with these labels since a moment; since ever when none is given.</summary>
    public Verdict ToldNothing(LabelSet labels, DateTimeOffset since = default) => NotificationIsDeliveredOnce.Check(Receiver, [], RepeatInterval,
        Read(About(labels).Where(n => n.ArrivedAt >= since).Select(n => new Seen<Notification>(n.GroupKey, n, n.ArrivedAt))));

    /// <summary>When it was first told of an alert in a status.</summary>
    public DateTimeOffset FirstTold(ExpectedAlert alert, AlertStatus status)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Arrivals(status).Rows.Where(r => r.Value.Contains(alert.All)).Min(r => r.At);
    }

    // Alertmanager lists a whole group: what belongs to another scenario's host is none of this one's business.
    private static IEnumerable<Notification> About(LabelSet labels) => Everything()
        .Select(n => n with { Alerts = [.. n.Alerts.Where(a => a.Labels.Contains(labels))] })
        .Where(n => !n.Alerts.IsEmpty)
        .Select(n => n with { Status = n.Alerts.Any(a => a.Status == AlertStatus.Firing) ? AlertStatus.Firing : AlertStatus.Resolved });

    private static IEnumerable<Notification> Everything() => ValidationRun.Current.Webhook.Deliveries.Select(d => d.Payload is null
        ? new Notification(Receiver, AlertStatus.Firing, [new NotifiedAlert(AlertStatus.Firing, LabelSet.Of(("problem", d.Problem ?? "not understood")))], d.At, "")
        : new Notification(d.Payload.Receiver, StatusOf(d.Payload.Status), [.. d.Payload.Alerts.Select(Alert)], d.At, d.Payload.GroupKey));

    private static NotifiedAlert Alert(WebhookAlert alert) => new(StatusOf(alert.Status), alert.Labels, alert.StartsAt, alert.EndsAt, alert.Fingerprint);

    private static AlertStatus StatusOf(WebhookStatus status) => status == WebhookStatus.Firing ? AlertStatus.Firing : AlertStatus.Resolved;

    private static Reading<T> Read<T>(IEnumerable<Seen<T>> rows) => new([.. rows], new Evidence("webhook.json", "application/json",
        JsonSerializer.SerializeToUtf8Bytes(ValidationRun.Current.Webhook.Deliveries.Select(d => new { d.At, d.Arrival.Body }), HarnessJson.Options)));
}
