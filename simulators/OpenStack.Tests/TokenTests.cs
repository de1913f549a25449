namespace Validation.Simulators.OpenStack.Tests;

public sealed class TokenTests : OpenStackFixture
{
    [Test]
    public async Task A_token_is_validated_for_its_owner_and_for_administrators_only()
    {
        await Api.AsMemberAsync(Cloud.State);
        var mine = Api.Token!;
        var self = await Api.GetAsync(ServiceKind.Identity, "/v3/auth/tokens", ("X-Subject-Token", mine));
        self.Json["token"]!["user"]!["id"]!.ToString().ShouldBe(Cloud.State.Users[0].Id);
        await Api.AsMemberAsync(Cloud.State, 1);
        (await Api.GetAsync(ServiceKind.Identity, "/v3/auth/tokens", ("X-Subject-Token", mine))).Status.ShouldBe(403);
        await Api.AsAdminAsync();
        var reply = await Api.GetAsync(ServiceKind.Identity, "/v3/auth/tokens", ("X-Subject-Token", mine));
        reply.Headers["X-Subject-Token"].ShouldBe(mine);
        reply.Json["token"]!["project"]!["id"]!.ToString().ShouldBe(Cloud.State.Projects[0].Id);
        (await Api.GetAsync(ServiceKind.Identity, "/v3/auth/tokens?nocatalog", ("X-Subject-Token", mine))).Json["token"]!.AsObject().ShouldNotContainKey("catalog");
        (await Api.GetAsync(ServiceKind.Identity, "/v3/auth/tokens", ("X-Subject-Token", "nonsense"))).Json["error"]!["message"]!.ToString().ShouldBe("Could not find token: nonsense.");
    }

    [Test]
    public async Task A_revoked_token_is_worth_nothing()
    {
        await Api.AsMemberAsync(Cloud.State);
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Identity, "/v3/auth/tokens", null, ("X-Subject-Token", Api.Token!))).Status.ShouldBe(204);
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
    }

    [Test]
    public async Task A_token_that_came_from_a_token_lives_no_longer_than_that()
    {
        var first = await Api.LoginAsync("admin", Simulator.Model.PasswordOf("admin")!, "admin");
        Time.Advance(TimeSpan.FromHours(5));
        var second = await Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens", $$$"""{"auth": {"identity": {"methods": ["token"], "token": {"id": "{{{Api.Token}}}"} } } }""");
        second.Status.ShouldBe(201);
        second.Json["token"]!["expires_at"]!.ToString().ShouldBe(first.Json["token"]!["expires_at"]!.ToString());
        second.Json["token"]!["methods"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["password", "token"]);
    }

    [Test]
    public async Task Scopes_decide_what_a_token_is_for()
    {
        var password = Simulator.Model.PasswordOf("admin")!;
        Task<Reply> With(string scope) => Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens",
            Client.Password("admin", password, null).Replace("\"identity\":", $"\"scope\":{scope},\"identity\":", StringComparison.Ordinal));
        (await With("\"unscoped\"")).Json["token"]!.AsObject().ShouldNotContainKey("catalog");
        (await With("""{"system":{"all":true}}""")).Json["token"]!["system"]!["all"]!.GetValue<bool>().ShouldBeTrue();
        (await With("""{"project":{"id":"nowhere"}}""")).Status.ShouldBe(401);
        (await With("""{"domain":{"id":"default"}}""")).Status.ShouldBe(401);
        (await Api.LoginAsync("admin", password, Cloud.State.Projects[0].Name)).Status.ShouldBe(401);
        (await Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens", Client.Password("admin", password, null))).Json["token"]!["project"]!["name"]!.ToString().ShouldBe("admin");
    }

    [TestCase("""{"auth": {}}""", "Expecting to find identity in auth.")]
    [TestCase("""{"auth": {"identity": {}}}""", "Expecting to find methods in identity.")]
    [TestCase("""{"auth": {"identity": {"methods": ["password"]}}}""", "Expecting to find password in request body.")]
    public async Task A_login_without_its_parts_is_a_bad_request(string body, string message)
    {
        var reply = await Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens", body);
        reply.Status.ShouldBe(400);
        reply.Json["error"]!["message"]!.ToString().ShouldStartWith(message);
    }

    [Test]
    public async Task An_application_credential_stands_for_its_owner_until_it_is_deleted()
    {
        await Api.AsMemberAsync(Cloud.State);
        var path = $"/v3/users/{Cloud.State.Users[0].Id}/application_credentials";
        var made = (await Api.PostAsync(ServiceKind.Identity, path, """{"application_credential": {"name": "monitoring", "roles": [{"name": "reader"}]}}""")).Json["application_credential"]!;
        (await Api.PostAsync(ServiceKind.Identity, path, """{"application_credential": {"name": "monitoring"}}""")).Status.ShouldBe(409);
        (await Api.GetAsync(ServiceKind.Identity, path)).List("application_credentials").ShouldHaveSingleItem()!.AsObject().ShouldNotContainKey("secret");
        var (id, secret) = (made["id"]!.ToString(), made["secret"]!.ToString());
        var member = Api.Token;

        (await LoginAsync(id, "wrong")).Status.ShouldBe(401);
        var login = await LoginAsync(id, secret);
        login.Status.ShouldBe(201);
        login.Json["token"]!["roles"]!.AsArray().ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("reader");
        login.Json["token"]!["project"]!["id"]!.ToString().ShouldBe(Cloud.State.Projects[0].Id);
        Api.Token = login.Headers["X-Subject-Token"];
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);

        Api.Token = member;
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Identity, $"{path}/{id}", null)).Status.ShouldBe(204);
        Api.Token = login.Headers["X-Subject-Token"];
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
        (await LoginAsync(id, secret)).Status.ShouldBe(401);
    }

    [Test]
    public async Task An_application_credential_ends_when_it_said_it_would()
    {
        await Api.AsMemberAsync(Cloud.State);
        var path = $"/v3/users/{Cloud.State.Users[0].Id}/application_credentials";
        var made = (await Api.PostAsync(ServiceKind.Identity, path, """{"application_credential": {"name": "short", "expires_at": "2026-03-01T13:00:00Z"}}""")).Json["application_credential"]!;
        var login = await LoginAsync(made["id"]!.ToString(), made["secret"]!.ToString());
        login.Json["token"]!["expires_at"]!.ToString().ShouldBe("2026-03-01T13:00:00.000000Z");
        Time.Advance(TimeSpan.FromHours(1));
        (await LoginAsync(made["id"]!.ToString(), made["secret"]!.ToString())).Status.ShouldBe(401);
    }

    [Test]
    public async Task Members_see_themselves_and_nobody_else()
    {
        await Api.AsMemberAsync(Cloud.State);
        (await Api.GetAsync(ServiceKind.Identity, $"/v3/users/{Cloud.State.Users[0].Id}")).Status.ShouldBe(200);
        (await Api.GetAsync(ServiceKind.Identity, $"/v3/users/{Cloud.State.Users[1].Id}")).Status.ShouldBe(403);
        (await Api.GetAsync(ServiceKind.Identity, $"/v3/projects/{Cloud.State.Projects[1].Id}")).Status.ShouldBe(403);
        (await Api.GetAsync(ServiceKind.Identity, "/v3/auth/projects")).List("projects").ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe(Cloud.State.Projects[0].Id);
    }

    [Test]
    public async Task The_same_seed_gives_the_same_tokens()
    {
        await Api.AsAdminAsync();
        await using var twin = await OpenStackSimulator.StartAsync(TestCloud.Build(), Spec, Time);
        using var other = new Client(twin);
        await other.AsAdminAsync();
        other.Token.ShouldBe(Api.Token);
        other.Token!.Length.ShouldBeGreaterThan(150);
    }

    private Task<Reply> LoginAsync(string id, string secret) => Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens",
        $$$"""{"auth": {"identity": {"methods": ["application_credential"], "application_credential": {"id": "{{{id}}}", "secret": "{{{secret}}}"} } } }""");
}
