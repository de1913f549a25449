using System.Diagnostics;

namespace Validation.Bench.Signals;

/// <summary>What a piece of work took of this process.</summary>
/// <param name="Cpu">Processor time, user and system, over all threads.</param>
/// <param name="Wall">Time that passed.</param>
internal sealed record Cost(TimeSpan Cpu, TimeSpan Wall)
{
    /// <summary>Does the work and measures it.</summary>
    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        using var self = Process.GetCurrentProcess();
        var (cpu, start) = (self.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        self.Refresh();
        return new Cost(self.TotalProcessorTime - cpu, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Items a second of one core that does nothing else.</summary>
    public double PerSecondPerCore(long items) => items / Math.Max(Cpu.TotalSeconds, 1e-9);
}
