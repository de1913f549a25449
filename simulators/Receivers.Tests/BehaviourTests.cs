using System.Net;
using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Simulators.Receivers.Tests;

public sealed class BehaviourTests
{
    [Test]
    public async Task A_status_is_answered_and_the_notification_counts_as_refused()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Answering(500);

        using var refused = await bench.PostAsync(hook, Bench.Recorded("firing"));
        hook.Behaviour = Behaviour.Normal;
        using var taken = await bench.PostAsync(hook, Bench.Recorded("firing"));

        refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        await FatesAsync(hook, [Fate.Refused, Fate.Acknowledged]);
    }

    [Test]
    public async Task A_behaviour_is_of_one_hook_only()
    {
        await using var bench = await Bench.StartAsync();
        bench.Receiver.Hook("broken").Behaviour = Behaviour.Answering(503);

        using var response = await bench.PostAsync(bench.Receiver.Hook("whole"), Bench.Recorded("firing"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_payload_that_is_not_understood_is_never_acknowledged()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Answering(202);

        using var broken = await bench.PostAsync(hook, "{}");
        using var whole = await bench.PostAsync(hook, Bench.Recorded("firing"));

        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        whole.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task A_delay_passes_before_the_answer_and_not_before_the_record()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Delayed(TimeSpan.FromMinutes(1));

        var post = bench.PostAsync(hook, Bench.Recorded("firing"));
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        var seen = await hook.WaitForAsync(n => n.Payload is not null, deadline);

        seen.ShouldNotBeNull().Fate.ShouldBe(Fate.Unknown);
        post.IsCompleted.ShouldBeFalse();
        while (!post.IsCompleted)
        {
            // The server reads its clock a moment after the record; the time moves until it has.
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await post).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_hanging_sink_never_answers_and_the_fate_stays_unknown()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Hanging;
        using var giveUp = new CancellationTokenSource();

        var post = bench.PostAsync(hook, Bench.Recorded("firing"), giveUp.Token);
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        (await hook.WaitForAsync(_ => true, deadline)).ShouldNotBeNull();
        bench.Clock.Advance(TimeSpan.FromDays(1));
        post.IsCompleted.ShouldBeFalse();
        await giveUp.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => post);
        hook.Notifications.ShouldHaveSingleItem().Fate.ShouldBe(Fate.Unknown);
    }

    [Test]
    public async Task A_sink_that_stops_while_it_hangs_lets_go_of_the_sender()
    {
        var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Hanging;
        var post = bench.PostAsync(hook, Bench.Recorded("firing"));
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        await hook.WaitForAsync(_ => true, deadline);

        await bench.Receiver.DisposeAsync();

        Assert.CatchAsync<HttpRequestException>(() => post);
        await bench.DisposeAsync();
    }

    [Test]
    public async Task A_dropped_connection_has_no_answer_and_the_notification_is_kept()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Dropping;

        Assert.CatchAsync<HttpRequestException>(() => bench.PostAsync(hook, Bench.Recorded("firing")));

        var seen = hook.Notifications.ShouldHaveSingleItem();
        (seen.Fate, seen.Payload!.Status).ShouldBe((Fate.Unknown, WebhookStatus.Firing));
    }

    [TestCase(199)]
    [TestCase(600)]
    public void A_status_that_is_none_is_refused(int status) => Should.Throw<ArgumentOutOfRangeException>(() => Behaviour.Answering(status));

    [Test]
    public void A_delay_into_the_past_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Behaviour.Delayed(TimeSpan.FromTicks(-1)));

    private static async Task FatesAsync(Hook<WebhookPayload> hook, Fate[] wanted)
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        var verdict = await hook.UntilAsync(all => Verdict.Of("fates are written",
            all.Select(n => n.Fate).SequenceEqual(wanted) ? [] : [new Finding("fates", string.Join(' ', wanted), string.Join(' ', all.Select(n => n.Fate)))]), deadline);
        verdict.Outcome.ShouldBe(Outcome.Holds, verdict.Describe());
    }
}
