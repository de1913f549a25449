using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog;

/// <summary>
/// <c>retry_on_failure</c>: off when nothing is said, then what the pipelines do not take is lost. On: reading stands still while the
/// same batch is offered again, until it is taken, refused for good, or the time is over.
/// </summary>
internal sealed record Retry(bool Enabled, TimeSpan Initial, TimeSpan Max, TimeSpan Elapsed)
{
    /// <summary>Reads the settings.</summary>
    public static Retry Read(ConfigNode node) => new(node["enabled"].Flag(false), node["initial_interval"].Duration(TimeSpan.FromSeconds(1)),
        node["max_interval"].Duration(TimeSpan.FromSeconds(30)), node["max_elapsed_time"].Duration(TimeSpan.FromMinutes(5)));

    /// <summary>Offers until that is decided; once only when it is stopped before.</summary>
    public async ValueTask<Handed> RunAsync(Func<ValueTask<Handed>> offer, TimeProvider clock, Action<string> log, CancellationToken stop)
    {
        var stoppedBefore = stop.IsCancellationRequested;
        var since = clock.GetTimestamp();
        for (var wait = Initial; ; wait = TimeSpan.FromTicks(Math.Min(Max.Ticks, wait.Ticks * 3 / 2)))
        {
            var handed = await offer();
            if (handed.Outcome != Handing.NotNow || !Enabled || stoppedBefore || (Elapsed > TimeSpan.Zero && clock.GetElapsedTime(since) + wait > Elapsed))
                return handed;
            log($"warn\tConsumeLogs() failed. Enable retry\t{{\"error\": \"{handed.Error}\", \"interval\": \"{wait}\"}}");
            await Task.Delay(wait, clock, stop);
        }
    }
}
