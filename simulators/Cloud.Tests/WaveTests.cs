using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class WaveTests
{
    [Test]
    public void A_steady_wave_is_exact_after_any_span()
    {
        var wave = new Wave(300_000_000);
        wave.After(new Elapsed(TimeSpan.FromSeconds(30).Ticks, 0)).ShouldBe(9_000_000_000);
        wave.After(new Elapsed(TimeSpan.FromDays(365 * 20).Ticks, 0)).ShouldBe(300_000_000L * 365 * 20 * 86_400);
    }

    [TestCase(0, 0)]
    [TestCase(5, 5)]
    [TestCase(10, 10)]
    [TestCase(59, 10)]
    [TestCase(61, 11)]
    [TestCase(600, 100)]
    public void A_burst_counts_only_its_busy_time(int seconds, int busy)
    {
        var rhythm = new Rhythm(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        new Wave(0, 7).After(rhythm.After(TimeSpan.FromSeconds(seconds).Ticks)).ShouldBe(7 * busy);
    }

    [Test]
    public void Waves_never_decrease([Values(1, 999, 300_000_007, 1_000_000_000)] int steady, [Values(0, 1, 999_983)] int burst)
    {
        var random = new Random(13);
        var wave = new Wave(steady, burst);
        var rhythm = new Rhythm(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3));
        long run = 0, last = 0;
        for (var i = 0; i < 1_000; i++)
        {
            run += random.Next(0, 30_000_000);
            var now = wave.After(rhythm.After(run));
            now.ShouldBeGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    [Test]
    public void Scaling_keeps_a_growing_wave_growing()
    {
        new Wave(1).Scaled(100).ShouldBe(new Wave(1));
        new Wave(1000, 10).Scaled(900).ShouldBe(new Wave(900, 9));
        default(Wave).Scaled(1100).ShouldBe(default);
    }
}
