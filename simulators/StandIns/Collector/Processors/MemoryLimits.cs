using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>Limits of the processor <c>memory_limiter</c>, in bytes, and the pauses between forced collections above them.</summary>
internal sealed record MemoryLimits(long Soft, long Hard, TimeSpan SoftPause, TimeSpan HardPause)
{
    private const long MiB = 1024 * 1024;

    /// <summary>Reads them: fixed ones go before percentages of the memory that the process may use.</summary>
    /// <exception cref="BadInputException">There is no limit, or the spike is as large as the limit.</exception>
    public static MemoryLimits From(ConfigNode settings)
    {
        var fixedLimit = settings["limit_mib"].Number(0) * MiB;
        var percentage = settings["limit_percentage"].Number(0);
        if (fixedLimit <= 0 && percentage is <= 0 or > 100)
            throw settings.Bad("limit_mib above 0, or limit_percentage from 1 to 100", "neither");
        var all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var hard = fixedLimit > 0 ? fixedLimit : all / 100 * percentage;
        var spike = fixedLimit > 0 ? settings["spike_limit_mib"].Number(0) * MiB : all / 100 * settings["spike_limit_percentage"].Number(0);
        if (spike >= hard)
            throw settings.Bad("a spike limit below the limit", $"{spike} bytes of {hard}");
        return new MemoryLimits(
            hard - (spike > 0 ? spike : hard / 5),
            hard,
            settings["min_gc_interval_when_soft_limited"].Duration(TimeSpan.FromSeconds(10)),
            settings["min_gc_interval_when_hard_limited"].Duration(TimeSpan.Zero));
    }
}
