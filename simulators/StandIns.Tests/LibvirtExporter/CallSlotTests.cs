using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

public sealed class CallSlotTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Test]
    public async Task A_packet_that_will_not_leave_breaks_the_connection_one_limit_after_its_call()
    {
        var clock = new FakeTimeProvider();
        var stuck = 0;
        using var slot = new CallSlot(clock, Limit, () => stuck++);
        var end = slot.Start();
        slot.Request.Begin(Procedure.AuthList);
        slot.Send(1).ShouldNotBeNull();

        clock.Advance(Limit);
        (await end).End.ShouldBe(CallEnd.TimedOut);
        stuck.ShouldBe(0);

        clock.Advance(Limit);
        stuck.ShouldBe(1);
    }

    [Test]
    public async Task A_packet_that_left_late_breaks_nothing()
    {
        var clock = new FakeTimeProvider();
        var stuck = 0;
        using var slot = new CallSlot(clock, Limit, () => stuck++);
        var end = slot.Start();
        slot.Request.Begin(Procedure.AuthList);
        slot.Send(1).ShouldNotBeNull();

        clock.Advance(Limit);
        slot.Sent();
        clock.Advance(Limit * 3);

        (await end).End.ShouldBe(CallEnd.TimedOut);
        stuck.ShouldBe(0);
    }

    [Test]
    public async Task A_call_that_has_timed_out_before_its_turn_is_not_sent()
    {
        var clock = new FakeTimeProvider();
        using var slot = new CallSlot(clock, Limit, () => { });
        var end = slot.Start();

        clock.Advance(Limit);

        slot.Send(1).ShouldBeNull();
        (await end).End.ShouldBe(CallEnd.TimedOut);
    }

    [Test]
    public async Task Every_call_has_the_whole_limit_for_itself()
    {
        var clock = new FakeTimeProvider();
        using var slot = new CallSlot(clock, Limit, () => { });
        for (var serial = 1u; serial <= 5; serial++)
        {
            var end = slot.Start();
            slot.Request.Begin(Procedure.AuthList);
            slot.Send(serial).ShouldNotBeNull();
            slot.Sent();

            clock.Advance(Limit * 0.9);
            slot.TryAnswer(serial + 1, 0, []).ShouldBeFalse();
            slot.TryAnswer(serial, 0, [1, 2, 3, 4]).ShouldBeTrue();

            (await end).Ok.ShouldBeTrue();
            slot.Reply.ToArray().ShouldBe([1, 2, 3, 4]);
        }
    }
}
