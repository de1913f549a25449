namespace Validation.Steps.Metrics;

/// <summary>The metrics that a scenario has sent last, of which its words speak.</summary>
public sealed class MetricsInHand
{
    private SentMetrics? _sent;

    /// <summary>What was sent.</summary>
    /// <exception cref="InvalidOperationException">Nothing was.</exception>
    public SentMetrics Sent
    {
        get => _sent ?? throw new InvalidOperationException("The scenario has sent nothing yet: say 'When numbered points … are sent over …' first.");
        set => _sent = value;
    }
}
