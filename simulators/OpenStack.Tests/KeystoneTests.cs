namespace Validation.Simulators.OpenStack.Tests;

public sealed class KeystoneTests : OpenStackFixture
{
    [Test]
    public async Task A_password_gives_a_token_with_a_catalogue_of_every_service()
    {
        var reply = await Api.LoginAsync("admin", new OpenStackSpec().AdminPassword, "admin");
        reply.Status.ShouldBe(201);
        var token = reply.Json["token"]!;
        token["project"]!["name"]!.ToString().ShouldBe("admin");
        token["expires_at"]!.ToString().ShouldBe("2026-03-02T00:00:00.000000Z");
        token["catalog"]!.AsArray().Single(s => s!["type"]!.ToString() == "compute")!["endpoints"]!.AsArray()
            .ShouldAllBe(e => e!["url"]!.ToString() == new Uri(Simulator.AddressOf(ServiceKind.Compute), "/v2.1").ToString());
    }

    [Test]
    public async Task A_wrong_password_is_refused_in_keystones_words()
    {
        var reply = await Api.LoginAsync("admin", "wrong", "admin");
        reply.Status.ShouldBe(401);
        reply.Text.ShouldBe("""{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}""");
        reply.Headers["WWW-Authenticate"].ShouldBe($"Keystone uri=\"{Simulator.AuthUrl}\"");
    }

    [Test]
    public async Task A_request_without_a_token_is_refused_as_keystonemiddleware_does()
    {
        var reply = await Api.NovaAsync("/v2.1/servers");
        reply.Status.ShouldBe(401);
        reply.Headers["WWW-Authenticate"].ShouldBe($"Keystone uri=\"{Simulator.AddressOf(ServiceKind.Identity).ToString().TrimEnd('/')}\"");
        reply.Json["error"]!["title"]!.ToString().ShouldBe("Unauthorized");
    }

    [Test]
    public async Task A_token_is_worth_nothing_once_it_has_expired()
    {
        await Api.AsAdminAsync();
        Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
        Time.Advance(TimeSpan.FromTicks(1));
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
    }
}
