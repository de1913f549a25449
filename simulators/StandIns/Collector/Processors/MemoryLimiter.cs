using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>Makes the processor <c>memory_limiter</c>.</summary>
internal static class MemoryLimiter
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new() => Make(context, next, () => GC.GetTotalMemory(false));

    /// <summary>Makes one that asks <paramref name="used"/> for the bytes in use.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next, Func<long> used)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("check_interval", "limit_mib", "spike_limit_mib", "limit_percentage", "spike_limit_percentage",
            "min_gc_interval_when_soft_limited", "min_gc_interval_when_hard_limited");
        var every = settings["check_interval"].Duration(TimeSpan.Zero);
        if (every <= TimeSpan.Zero)
            throw settings["check_interval"].Bad("more than 0");
        return new MemoryLimiter<T>(context, next, MemoryLimits.From(settings), every, used);
    }
}

/// <summary>Refuses batches while the process uses more memory than the soft limit.</summary>
/// <remarks>Source: processor/memorylimiterprocessor.</remarks>
internal sealed class MemoryLimiter<T> : ProcessorBase<T>
    where T : class, IMessage<T>, new()
{
    private readonly MemoryLimits _limits;
    private readonly Func<long> _used;
    private readonly ITimer _timer;
    private long _collected;
    private volatile bool _refuses;

    /// <summary>Makes it; it looks at the memory regularly, and refuses nothing before the first look.</summary>
    public MemoryLimiter(PartContext context, IConsumer<T> next, MemoryLimits limits, TimeSpan every, Func<long> used)
        : base(context, next)
    {
        (_limits, _used) = (limits, used);
        _timer = context.Clock.CreateTimer(_ => Look(), null, every, every);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override Handed Process(T batch, int items)
    {
        var refused = _refuses;
        Context.Metrics.Add($"otelcol_processor_memory_limiter_{(refused ? "refused" : "accepted")}_{Signal.Items}", items, ("processor", Context.Id));
        return refused ? new Handed(Handing.NotNow, "data refused due to high memory usage") : Handed.Taken;
    }

    private void Look()
    {
        var used = _used();
        if (used > _limits.Soft && MayCollect(used))
        {
            _collected = Context.Clock.GetTimestamp();
            GC.Collect();
            used = _used();
        }

        var refuses = used > _limits.Soft;
        if (refuses != _refuses)
        {
            var (level, what) = refuses ? ("warn", "is above soft limit. Refusing data.") : ("info", "back within limits. Resuming normal operation.");
            Context.Log($"{level}\t{Context.Id}\tMemory usage {what}\t{used} bytes");
        }

        _refuses = refuses;
    }

    private bool MayCollect(long used) =>
        _collected == 0 || Context.Clock.GetElapsedTime(_collected) >= (used > _limits.Hard ? _limits.HardPause : _limits.SoftPause);
}
