using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class JobScheduleTests
{
    private const long MiB = 1L << 20;

    [Test]
    public void A_job_of_a_given_length_has_exact_values_at_chosen_times()
    {
        var schedule = JobSchedule.Of(MigrationPlan.Lasting(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(1)), 1000 * MiB, 0, true);
        Line(schedule, 0).ShouldBe((0, 0, 1000 * MiB, 1));
        Line(schedule, 2.5).ShouldBe((2500, 250 * MiB, 750 * MiB, 1));
        Line(schedule, 9.9).ShouldBe((9900, 990 * MiB, 10 * MiB, 1));
        Line(schedule, 10).ShouldBe((10_000, 1000 * MiB, 100 * MiB, 2));
        Line(schedule, 10.5).ShouldBe((10_500, 1050 * MiB, 50 * MiB, 2));
        Line(schedule, 11).ShouldBe((11_000, 1100 * MiB, 0, 2));
        Line(schedule, 99).ShouldBe((11_000, 1100 * MiB, 0, 2));
        (schedule.PausedAt, schedule.Downtime, schedule.SwitchOverAt).ShouldBe((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(11)));
    }

    [Test]
    public void What_the_guest_dirties_is_sent_again_until_the_rest_is_small()
    {
        // 1000 MiB at 100 MiB a second with 25 MiB dirtied a second: 10 s, 2.5 s, 625 ms, and 15.625 MiB while it stands.
        var plan = new MigrationPlan { Bandwidth = 100 * MiB, DirtyRate = 25 * MiB, MaxDowntime = TimeSpan.FromMilliseconds(200) };
        var schedule = JobSchedule.Of(plan, 1000 * MiB, 0, true);
        schedule.Passes.Select(p => (p.Length.TotalMilliseconds, p.Bytes)).ShouldBe(
            [(10_000, 1000 * MiB), (2_500, 250 * MiB), (625, 65_536_000), (156.25, 16_384_000)]);
        var report = schedule.At(JobOperation.MigrationOut, TimeSpan.FromSeconds(11));
        (report.Type, report.TimeRemaining, report.Iteration, report.DirtyRate, report.MemoryBps, report.Downtime)
            .ShouldBe((JobType.Unbounded, 0, 2, 6400, 100 * MiB, 156));
        report.Memory.ShouldBe(new Transfer(1000 * MiB, 1100 * MiB, 150 * MiB));
        report.NormalPages.ShouldBe(1100 * 256);
        schedule.At(JobOperation.MigrationOut, TimeSpan.FromSeconds(3)).DirtyRate.ShouldBe(0);
    }

    [Test]
    public void Disks_are_copied_before_memory_is_known_of()
    {
        var plan = new MigrationPlan { Bandwidth = 100 * MiB, DirtyRate = 0, Setup = TimeSpan.FromMilliseconds(40) };
        var schedule = JobSchedule.Of(plan, 200 * MiB, 400 * MiB, true);
        var copying = schedule.At(JobOperation.MigrationOut, TimeSpan.FromMilliseconds(1040));
        (copying.Memory, copying.Disk, copying.DiskBps, copying.MemoryBps, copying.Iteration, copying.SetupTime)
            .ShouldBe((default, new Transfer(400 * MiB, 100 * MiB, 300 * MiB), 100 * MiB, 0, 0, 40));
        var after = schedule.At(JobOperation.MigrationOut, TimeSpan.FromMilliseconds(5040));
        after.Data.ShouldBe(new Transfer(600 * MiB, 500 * MiB, 100 * MiB));
        schedule.SwitchOverAt.ShouldBe(TimeSpan.FromMilliseconds(6040));
    }

    [Test]
    public void A_guest_that_dirties_more_than_is_sent_is_stopped_after_the_last_pass_allowed()
    {
        var plan = new MigrationPlan { Bandwidth = 10 * MiB, DirtyRate = 50 * MiB, MaxPasses = 5 };
        var schedule = JobSchedule.Of(plan, 100 * MiB, 0, true);
        schedule.Passes.Length.ShouldBe(6);
        schedule.Downtime.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void A_guest_that_stands_dirties_nothing() =>
        JobSchedule.Of(new MigrationPlan(), 100 * MiB, 0, false).Downtime.ShouldBe(TimeSpan.Zero);

    [Test]
    public void Only_a_bounded_job_tells_how_long_it_takes()
    {
        var plan = MigrationPlan.Lasting(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(1)) with { Bounded = true };
        var report = JobSchedule.Of(plan, MiB, 0, true).At(JobOperation.MigrationOut, TimeSpan.FromSeconds(4));
        (report.Type, report.TimeElapsed, report.TimeRemaining).ShouldBe((JobType.Bounded, 4000, 7000));
    }

    [Test]
    public void Progress_never_goes_back_and_everything_is_sent([Values(1, 7, 1000)] int mibDirtied, [Values] bool even)
    {
        var plan = new MigrationPlan
        {
            Bandwidth = 333_333_333, DirtyRate = mibDirtied * MiB, MaxDowntime = TimeSpan.FromMilliseconds(77), Length = even ? TimeSpan.FromSeconds(29.7) : null,
        };
        var schedule = JobSchedule.Of(plan, 5_000_003 * 4096L, 123_456_789, true);
        var last = new Transfer();
        for (var at = TimeSpan.Zero; at < schedule.SwitchOverAt; at += TimeSpan.FromMilliseconds(333))
        {
            var data = schedule.At(JobOperation.MigrationOut, at).Data;
            data.Processed.ShouldBeGreaterThanOrEqualTo(last.Processed);
            data.Remaining.ShouldBeInRange(0, data.Total);
            last = data;
        }

        var end = schedule.At(JobOperation.MigrationOut, schedule.SwitchOverAt);
        (end.Data.Remaining, end.Data.Processed).ShouldBe((0, schedule.Passes.Sum(p => p.Bytes)));
    }

    private static (long, long, long, long) Line(JobSchedule schedule, double seconds)
    {
        var report = schedule.At(JobOperation.MigrationOut, TimeSpan.FromSeconds(seconds));
        report.Memory.Total.ShouldBe(1000 * MiB);
        return (report.TimeElapsed, report.Memory.Processed, report.Memory.Remaining, report.Iteration);
    }
}
