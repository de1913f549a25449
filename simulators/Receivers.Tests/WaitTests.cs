using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Simulators.Receivers.Tests;

public sealed class WaitTests
{
    [Test]
    public async Task A_notification_that_came_before_is_found_at_once()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        (await bench.PostAsync(hook, Bench.Recorded("firing"))).Dispose();
        using var deadline = Deadline.In(TimeSpan.Zero, new FakeTimeProvider());

        var seen = await hook.WaitForAsync(n => n.Payload?.Status == WebhookStatus.Firing, deadline);

        seen.ShouldNotBeNull().Seq.ShouldBe(0);
    }

    [Test]
    public async Task A_waiter_is_woken_by_what_arrives()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);

        var wait = hook.WaitForAsync(n => n.Payload?.Status == WebhookStatus.Resolved, deadline);
        foreach (var stage in new[] { "firing", "partly-resolved", "resolved" })
            (await bench.PostAsync(hook, Bench.Recorded(stage))).Dispose();

        (await wait).ShouldNotBeNull().Seq.ShouldBe(2);
    }

    [Test]
    public async Task A_deadline_that_passes_gives_nothing()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        (await bench.PostAsync(hook, Bench.Recorded("firing"))).Dispose();
        using var deadline = Deadline.In(TimeSpan.FromMinutes(5), bench.Clock);

        var wait = hook.WaitForAsync(n => n.Payload?.Status == WebhookStatus.Resolved, deadline);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        (await wait).ShouldBeNull();
    }

    [Test]
    public async Task A_stop_is_thrown_and_not_taken_for_absence()
    {
        await using var bench = await Bench.StartAsync();
        using var stop = new CancellationTokenSource();
        using var deadline = Deadline.In(TimeSpan.FromMinutes(5), bench.Clock, stop.Token);

        var wait = bench.Receiver.Hook("a").WaitForAsync(_ => true, deadline);
        await stop.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => wait);
    }

    [Test]
    public async Task A_verdict_is_awaited_and_the_last_one_is_returned_at_the_deadline()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        (await bench.PostAsync(hook, Bench.Recorded("firing"))).Dispose();
        using var deadline = Deadline.In(TimeSpan.FromMinutes(5), bench.Clock);

        var wait = hook.UntilAsync(
            all => Verdict.Of("two notifications come", all.Length == 2 ? [] : [new Finding("missing", "2", $"{all.Length}")]), deadline);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var verdict = await wait;
        verdict.Outcome.ShouldBe(Outcome.Violated);
        verdict.Findings.ShouldHaveSingleItem().Actual.ShouldBe("1");
    }
}
