using Microsoft.Extensions.Time.Testing;

namespace Validation.Simulators.Cloud.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GuestClockTests
{
    private readonly FakeTimeProvider _time = new(TestClouds.Noon);

    [Test]
    public void A_running_clock_shows_real_time()
    {
        var clock = GuestClock.Running(_time);
        _time.Advance(TimeSpan.FromSeconds(5));
        clock.Now.ShouldBe(TestClouds.Noon.AddSeconds(5));
    }

    [Test]
    public void A_frozen_clock_moves_only_by_hand()
    {
        var clock = GuestClock.FrozenAt(TestClouds.Noon.AddDays(1), _time);
        _time.Advance(TimeSpan.FromHours(1));
        clock.Now.ShouldBe(TestClouds.Noon.AddDays(1));
        clock.Advance(TimeSpan.FromSeconds(30));
        clock.Now.ShouldBe(TestClouds.Noon.AddDays(1).AddSeconds(30));
    }

    [Test]
    public void A_clock_that_is_frozen_and_thawed_loses_the_time_between()
    {
        var clock = GuestClock.Running(_time);
        clock.Freeze();
        _time.Advance(TimeSpan.FromMinutes(9));
        clock.Thaw();
        _time.Advance(TimeSpan.FromSeconds(1));
        clock.Now.ShouldBe(TestClouds.Noon.AddSeconds(1));
        clock.IsFrozen.ShouldBeFalse();
    }

    [Test]
    public void A_running_clock_can_be_pushed_forward()
    {
        var clock = GuestClock.Running(_time);
        _time.Advance(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        clock.Now.ShouldBe(TestClouds.Noon.AddSeconds(65));
    }

    [Test]
    public void Time_never_goes_back() =>
        Should.Throw<ArgumentOutOfRangeException>(() => GuestClock.FrozenAt(TestClouds.Noon, _time).Advance(TimeSpan.FromTicks(-1)));

    [Test]
    public void Every_move_is_told()
    {
        var clock = GuestClock.Running(_time);
        var moves = 0;
        clock.Moved += () => moves++;
        clock.Freeze();
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Thaw();
        moves.ShouldBe(3);
    }
}
