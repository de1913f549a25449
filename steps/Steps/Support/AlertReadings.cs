using Validation.Backends.Prometheus;
using Validation.Checks.Alerts;
using Validation.Harness;

namespace Validation.Steps.Support;

/// <summary>Alerts as the stack tells them, by the stage they have reached.</summary>
public static class AlertReadings
{
    /// <summary>
    /// Pending: alerts of Prometheus since when their expression is true, whether they fire by now or not. Firing: alerts of
    /// Alertmanager since when they fire.
    /// </summary>
    public static async Task<Reading<LabelSet>> ReadAsync(Stack stack, AlertStage stage, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stage == AlertStage.Pending)
        {
            var pending = await stack.Prometheus.AlertsAsync(deadline);
            return new Reading<LabelSet>([.. pending.Value.Select(a => new Seen<LabelSet>(a.Labels.Text, a.Labels, a.ActiveAt))], pending.Raw);
        }

        var firing = await stack.Alertmanager.AlertsAsync(deadline);
        return new Reading<LabelSet>([.. firing.Value.Select(a => new Seen<LabelSet>(a.Labels.Text, a.Labels, a.StartsAt))], firing.Raw);
    }
}
