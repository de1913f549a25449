using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>When the items of a stream are, and what happens at which of them.</summary>
internal sealed class MetricTimes(NumberedItems items, DateTimeOffset begin, TimeSpan spacing, long resetAt, long noValueAt)
{
    public NumberedItems Items { get; } = items;

    /// <summary>The number at which counters begin again.</summary>
    public long ResetAt { get; } = resetAt;

    /// <summary>The number at which some series say that they have no value.</summary>
    public long NoValueAt { get; } = noValueAt;

    /// <summary>Exactly what Prometheus shows: milliseconds, with the rest cut off.</summary>
    public long UnixMilliseconds(long seq) => (begin + (spacing * seq)).ToUnixTimeMilliseconds();

    /// <summary>What is sent: nanoseconds within that millisecond.</summary>
    public ulong UnixNano(long seq) => ((ulong)UnixMilliseconds(seq) * 1_000_000) + (ulong)Items.Pick(seq, 1, 1_000_000);

    /// <summary>Since when a cumulative value counts: one spacing before the first item, or before the reset.</summary>
    public ulong StartUnixNano(long seq) => (ulong)UnixMilliseconds((seq >= ResetAt ? ResetAt : 0) - 1) * 1_000_000;

    /// <summary>How many items a counter has counted, the item itself included.</summary>
    public long Steps(long seq) => seq >= ResetAt ? seq - ResetAt + 1 : seq + 1;

    /// <summary>A number that grows by 1 to 2 × <paramref name="step"/> - 1 from item to item, and falls only at the reset.</summary>
    public long Counted(long seq, int purpose, int step) => (Steps(seq) * step) + Items.Pick(seq, purpose, step);
}
