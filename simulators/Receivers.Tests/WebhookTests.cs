using System.Net;
using System.Text;
using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Simulators.Receivers.Tests;

public sealed class WebhookTests
{
    [Test]
    public async Task A_firing_notification_is_understood_whole()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");

        using var response = await bench.PostAsync(hook, Bench.Recorded("firing"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"status":"ok"}""");
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var seen = hook.Notifications.ShouldHaveSingleItem();
        (seen.Seq, seen.At, seen.Problem).ShouldBe((0, bench.Clock.GetUtcNow(), null));
        seen.Arrival.Body.ShouldBe(Bench.Recorded("firing"));
        var payload = seen.Payload.ShouldNotBeNull();
        (payload.Version, payload.Receiver, payload.Status, payload.TruncatedAlerts).ShouldBe(("4", "allsinks", WebhookStatus.Firing, 0));
        (payload.GroupKey, payload.ExternalUrl).ShouldBe(("{}:{namespace=\"golden\"}", "http://vm:19093"));
        payload.GroupLabels.ShouldBe(LabelSet.Of(("namespace", "golden")));
        payload.CommonLabels.ShouldBe(LabelSet.Of(("alertname", "QueueDeep"), ("namespace", "golden"), ("severity", "warning")));
        payload.CommonAnnotations.ShouldBe([KeyValuePair.Create("description", "golden")]);
        payload.Alerts.Length.ShouldBe(2);
        var alert = payload.Alerts[0];
        (alert.Status, alert.Fingerprint, alert.EndsAt).ShouldBe((WebhookStatus.Firing, "1aa4e19090747af1", null));
        alert.StartsAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 17, 22, 7, 163, TimeSpan.Zero));
        alert.Labels.Text.ShouldBe("{alertname=\"QueueDeep\",case=\"a\",namespace=\"golden\",severity=\"warning\"}");
        alert.Annotations["summary"].ShouldBe("QueueDeep on a");
        alert.GeneratorUrl.ShouldBe("http://prom.example.test/graph?g0.expr=up");
    }

    [Test]
    public async Task A_resolved_alert_says_when_it_ended()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");

        foreach (var stage in new[] { "firing", "partly-resolved", "resolved" })
            (await bench.PostAsync(hook, Bench.Recorded(stage))).Dispose();

        var seen = hook.Notifications;
        seen.Select(n => n.Payload!.Status).ShouldBe([WebhookStatus.Firing, WebhookStatus.Firing, WebhookStatus.Resolved]);
        seen[1].Payload!.Alerts.Select(a => a.Status).ShouldBe([WebhookStatus.Resolved, WebhookStatus.Firing]);
        seen[1].Payload!.Alerts[0].EndsAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 17, 22, 11, 176, TimeSpan.Zero));
        seen[2].Payload!.Alerts.ShouldHaveSingleItem().Labels["case"].ShouldBe("b");
    }

    [TestCase("nope", "'nope'")]
    [TestCase("null", "null")]
    [TestCase("[]", "WebhookPayload")]
    [TestCase("{}", "version")]
    [TestCase("", "tokens")]
    public async Task What_is_not_understood_is_kept_and_refused(string body, string words)
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");

        using var response = await bench.PostAsync(hook, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain(words);
        var seen = hook.Notifications.ShouldHaveSingleItem();
        seen.Payload.ShouldBeNull();
        seen.Problem.ShouldNotBeNull().ShouldContain(words);
        seen.Arrival.Body.ShouldBe(body);
    }

    [TestCase("\"version\":\"4\"", "\"version\":\"5\"", "version \"4\", got \"5\"")]
    [TestCase("\"receiver\":\"allsinks\",", "", "receiver")]
    [TestCase("\"fingerprint\":\"1aa4e19090747af1\"", "\"fingerprint\":17", "fingerprint")]
    [TestCase("\"status\":\"firing\",\"labels\"", "\"status\":\"burning\",\"labels\"", "status")]
    [TestCase("\"endsAt\":\"0001-01-01T00:00:00Z\"", "\"endsAt\":0", "endsAt")]
    [TestCase("\"groupLabels\":{\"namespace\":\"golden\"}", "\"groupLabels\":null", "groupLabels")]
    public async Task A_payload_that_lacks_or_alters_a_member_is_not_understood(string member, string altered, string words)
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        var body = Bench.Recorded("firing").Replace(member, altered, StringComparison.Ordinal);
        body.ShouldNotBe(Bench.Recorded("firing"));

        using var response = await bench.PostAsync(hook, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        hook.Notifications.ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain(words);
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_kept_too()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");
        byte[] body = [0xff, 0xfe, 0x00];

        using var response = await bench.PostAsync(hook.Address, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var arrival = hook.Notifications.ShouldHaveSingleItem().Arrival;
        (arrival.Base64, Convert.FromBase64String(arrival.Body)).ShouldSatisfyAllConditions(
            a => a.Base64.ShouldBeTrue(), a => a.Item2.ShouldBe(body));
    }

    [Test]
    public async Task A_get_is_kept_and_refused()
    {
        await using var bench = await Bench.StartAsync();
        var hook = bench.Receiver.Hook("a");

        using var response = await bench.GetAsync(hook.Address);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        hook.Notifications.ShouldHaveSingleItem().Problem.ShouldBe("wanted POST, got GET");
    }

    [TestCase("webhook")]
    [TestCase("hook/")]
    [TestCase("hook/a/b")]
    public async Task A_path_that_is_no_hook_is_kept_and_not_found(string path)
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.PostAsync(new Uri(bench.Receiver.Address, path), Encoding.UTF8.GetBytes(Bench.Recorded("firing")));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var seen = bench.Receiver.Deliveries.ShouldHaveSingleItem();
        (seen.Arrival.Hook, seen.Arrival.Target).ShouldBe(("", "/" + path));
        seen.Problem.ShouldBe($"wanted a path /hook/<name>, got /{path}");
    }

    [Test]
    public async Task Hooks_keep_their_notifications_apart()
    {
        await using var bench = await Bench.StartAsync();
        var (one, other) = (bench.Receiver.Hook("one"), bench.Receiver.Hook("other"));

        (await bench.PostAsync(one, Bench.Recorded("firing"))).Dispose();
        (await bench.PostAsync(other, Bench.Recorded("resolved"))).Dispose();

        one.Notifications.ShouldHaveSingleItem().Payload!.Status.ShouldBe(WebhookStatus.Firing);
        other.Notifications.ShouldHaveSingleItem().Payload!.Status.ShouldBe(WebhookStatus.Resolved);
        bench.Receiver.Deliveries.Length.ShouldBe(2);
    }

    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("a b")]
    public async Task A_hook_needs_a_name_that_is_one_segment(string name)
    {
        await using var bench = await Bench.StartAsync();

        Should.Throw<ArgumentException>(() => bench.Receiver.Hook(name));
    }
}
