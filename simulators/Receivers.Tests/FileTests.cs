using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Simulators.Receivers.Tests;

public sealed class FileTests
{
    [Test]
    public async Task A_notification_is_in_the_file_while_its_sender_still_waits()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        hook.Behaviour = Behaviour.Hanging;
        using var giveUp = new CancellationTokenSource();
        var post = bench.PostAsync(hook, Bench.Recorded("firing"), giveUp.Token);
        using var deadline = Deadline.In(TimeSpan.FromSeconds(20), TimeProvider.System);
        await hook.WaitForAsync(_ => true, deadline);

        // Read as another process would after this one was killed here.
        var kept = WebhookReceiver.Read(bench.Path).ShouldHaveSingleItem();

        (kept.Fate, kept.At, kept.Arrival.Hook).ShouldBe((Fate.Unknown, bench.Clock.GetUtcNow(), "a"));
        kept.Arrival.Body.ShouldBe(Bench.Recorded("firing"));
        kept.Payload!.Alerts.Length.ShouldBe(2);
        await giveUp.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => post);
    }

    [Test]
    public async Task What_was_not_understood_is_read_back_as_such()
    {
        var bench = await Bench.StartAsync();
        (await bench.PostAsync(bench.Receiver.Hook("a"), "{}")).Dispose();
        (await bench.PostAsync(bench.Receiver.Hook("b"), Bench.Recorded("resolved"))).Dispose();
        await bench.Receiver.DisposeAsync();

        var kept = WebhookReceiver.Read(bench.Path);

        kept.Select(d => (d.Arrival.Hook, d.Fate, d.Problem is null)).ShouldBe([("a", Fate.Refused, false), ("b", Fate.Acknowledged, true)]);
        await bench.DisposeAsync();
    }

    [Test]
    public async Task A_file_that_exists_is_not_written_over()
    {
        await using var bench = await Bench.StartAsync();
        using var deadline = Deadline.In(TimeSpan.FromSeconds(10), bench.Clock);

        await Should.ThrowAsync<BadInputException>(() => WebhookReceiver.StartAsync(bench.Path, deadline));
    }

    [Test]
    public async Task Many_senders_at_once_lose_nothing()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var body = Bench.Recorded("firing").Replace("1aa4e19090747af1", $"{i:x16}", StringComparison.Ordinal);
            (await bench.PostAsync(hook, body)).Dispose();
        }));

        hook.Notifications.Select(n => Convert.ToInt32(n.Payload!.Alerts[0].Fingerprint, 16)).Order().ShouldBe(Enumerable.Range(0, 50));
        hook.Notifications.Select(n => n.Seq).ShouldBe(Enumerable.Range(0, 50).Select(i => (long)i));
    }
}
