using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Validation.Harness;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>The services without sockets.</summary>
public sealed class ModelTests
{
    private static readonly Dictionary<ServiceKind, Uri> Addresses = Enum.GetValues<ServiceKind>().ToDictionary(k => k, k => new Uri($"http://127.0.0.1:{1000 + (int)k}"));

    [Test]
    public void A_request_is_answered_without_a_socket()
    {
        var model = new OpenStackModel(TestCloud.Build(), new OpenStackSpec(), Addresses, TimeProvider.System);
        var login = model.Answer(ServiceKind.Identity, new Ask("POST", "/v3/auth/tokens", "", Headers(), Client.Password("admin", model.PasswordOf("admin")!, "admin")));
        var token = login.Headers.Single(h => h.Key == "X-Subject-Token").Value;
        var answer = model.Answer(ServiceKind.Compute, new Ask("GET", "/v2.1/servers", "?all_tenants=1", Headers(("x-auth-token", token)), ""));
        answer.Status.ShouldBe(200);
        JsonNode.Parse(answer.Body)!["servers"]!.AsArray().Count.ShouldBe(6);
        model.Answer(ServiceKind.Compute, new Ask("GET", "/v2.1/servers", "", Headers(("X-Auth-Token", token)), ""), tokensExpired: true).Status.ShouldBe(401);
    }

    [Test]
    public void Everybody_in_the_cloud_has_a_password_and_nobody_else_does()
    {
        var cloud = TestCloud.Build();
        var model = new OpenStackModel(cloud, new OpenStackSpec(), Addresses, TimeProvider.System);
        cloud.State.Users.Select(u => model.PasswordOf(u.Name)).ShouldBeUnique();
        model.PasswordOf("nova").ShouldNotBeNull();
        model.PasswordOf("nobody").ShouldBeNull();
    }

    [Test]
    public void A_spec_that_cannot_be_is_refused_in_a_sentence()
    {
        foreach (var spec in new[] { new OpenStackSpec { TokenLifetime = TimeSpan.Zero }, new OpenStackSpec { MaxPage = 0 }, new OpenStackSpec { BuildTime = TimeSpan.FromTicks(-1) }, new OpenStackSpec { ResizeTime = TimeSpan.FromTicks(-1) }, new OpenStackSpec { Region = "" } })
            Should.Throw<BadInputException>(() => new OpenStackModel(TestCloud.Build(), spec, Addresses, TimeProvider.System)).Message.ShouldStartWith("The OpenStack cannot be set up");
    }

    private static Dictionary<string, StringValues> Headers(params (string Name, string Value)[] headers) =>
        headers.ToDictionary(h => h.Name, h => new StringValues(h.Value), StringComparer.OrdinalIgnoreCase);
}
