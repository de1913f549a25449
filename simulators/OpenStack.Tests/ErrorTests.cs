namespace Validation.Simulators.OpenStack.Tests;

/// <summary>Errors, byte for byte as the services send them.</summary>
public sealed class ErrorTests : ReadingFixture
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    [TestCase(ServiceKind.Compute, "/v2.1/servers/x", """{"itemNotFound":{"code":404,"message":"Instance x could not be found."}}""")]
    [TestCase(ServiceKind.Compute, "/v2.1/flavors/x", """{"itemNotFound":{"code":404,"message":"Flavor x could not be found."}}""")]
    [TestCase(ServiceKind.Compute, "/v2.1/os-hypervisors/99", """{"itemNotFound":{"code":404,"message":"Hypervisor with ID '99' could not be found."}}""")]
    [TestCase(ServiceKind.Compute, "/v2.1/os-hypervisors/x/search", """{"itemNotFound":{"code":404,"message":"No hypervisor matching 'x' could be found."}}""")]
    [TestCase(ServiceKind.Compute, "/v2.1/os-aggregates/9", """{"itemNotFound":{"code":404,"message":"Aggregate 9 could not be found."}}""")]
    [TestCase(ServiceKind.Compute, "/v2.1/nothing", """{"itemNotFound":{"code":404,"message":"The resource could not be found."}}""")]
    [TestCase(ServiceKind.Identity, "/v3/projects/x", """{"error":{"code":404,"message":"Could not find project: x.","title":"Not Found"}}""")]
    [TestCase(ServiceKind.Identity, "/v3/users/x", """{"error":{"code":404,"message":"Could not find user: x.","title":"Not Found"}}""")]
    [TestCase(ServiceKind.Network, "/v2.0/networks/x", """{"NeutronError":{"type":"NetworkNotFound","message":"Network x could not be found.","detail":""}}""")]
    [TestCase(ServiceKind.Network, "/v2.0/routers/x", """{"NeutronError":{"type":"RouterNotFound","message":"Router x could not be found","detail":""}}""")]
    [TestCase(ServiceKind.Network, "/v2.0/security-groups/x", """{"NeutronError":{"type":"SecurityGroupNotFound","message":"Security group x does not exist","detail":""}}""")]
    [TestCase(ServiceKind.BlockStorage, "/v3/volumes/x", """{"itemNotFound":{"code":404,"message":"Volume x could not be found."}}""")]
    [TestCase(ServiceKind.BlockStorage, "/v3/snapshots/x", """{"itemNotFound":{"code":404,"message":"Snapshot x could not be found."}}""")]
    [TestCase(ServiceKind.LoadBalancer, "/v2/lbaas/loadbalancers/x", """{"faultcode":"Client","faultstring":"Load Balancer x not found.","debuginfo":null}""")]
    public async Task What_is_not_there_is_not_found(ServiceKind service, string path, string body)
    {
        await Api.AsAdminAsync();
        var reply = await Api.GetAsync(service, path);
        (reply.Status, reply.Text).ShouldBe((404, body));
    }

    [Test]
    public async Task Glance_says_it_in_html()
    {
        await Api.AsAdminAsync();
        var reply = await Api.GetAsync(ServiceKind.Image, $"/v2/images/{Nobody}");
        reply.Status.ShouldBe(404);
        reply.Headers["Content-Type"].ShouldBe("text/html; charset=UTF-8");
        reply.Text.ShouldBe($"<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n  No image found with ID {Nobody}<br /><br />\n\n\n\n </body>\n</html>");
    }

    [Test]
    public async Task Placement_tells_the_request_and_from_1_23_on_a_code()
    {
        await Api.AsAdminAsync();
        var old = (await Api.GetAsync(ServiceKind.Placement, $"/resource_providers/{Nobody}")).List("errors")[0]!.AsObject();
        old["detail"]!.ToString().ShouldStartWith($"No resource provider with uuid {Nobody} found");
        old["request_id"]!.ToString().ShouldStartWith("req-");
        old.ShouldNotContainKey("code");
        var young = await Api.GetAsync(ServiceKind.Placement, $"/resource_providers/{Nobody}", ("OpenStack-API-Version", "placement 1.23"));
        young.List("errors")[0]!["code"]!.ToString().ShouldBe("placement.undefined_code");
    }

    [Test]
    public async Task Heat_explains()
    {
        await Api.AsMemberAsync(Cloud.State);
        var reply = await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{Cloud.State.Projects[0].Id}/stacks/x");
        reply.Status.ShouldBe(404);
        reply.Text.ShouldBe("""{"explanation":"The resource could not be found.","code":404,"error":{"message":"The Stack (x) could not be found.","traceback":null,"type":"EntityNotFound"},"title":"Not Found"}""");
    }

    [TestCase(ServiceKind.Compute, "/v2.1/os-hypervisors", """{"forbidden":{"code":403,"message":"Policy doesn't allow os_compute_api:os-hypervisors:list to be performed."}}""")]
    [TestCase(ServiceKind.Identity, "/v3/users", """{"error":{"code":403,"message":"You are not authorized to perform the requested action: identity:list_users.","title":"Forbidden"}}""")]
    [TestCase(ServiceKind.Network, "/v2.0/quotas", """{"NeutronError":{"type":"PolicyNotAuthorized","message":"rule:get_quota is disallowed by policy","detail":""}}""")]
    [TestCase(ServiceKind.BlockStorage, "/v3/os-services", """{"forbidden":{"code":403,"message":"Policy doesn't allow volume_extension:services:index to be performed."}}""")]
    [TestCase(ServiceKind.LoadBalancer, "/v2/octavia/amphorae", """{"faultcode":"Client","faultstring":"Policy does not allow this request to be performed.","debuginfo":null}""")]
    public async Task Members_may_not_read_what_administrators_may(ServiceKind service, string path, string body)
    {
        await Api.AsMemberAsync(Cloud.State);
        var reply = await Api.GetAsync(service, path);
        (reply.Status, reply.Text).ShouldBe((403, body));
    }

    [Test]
    public async Task Members_may_not_read_placement()
    {
        await Api.AsMemberAsync(Cloud.State);
        (await Api.GetAsync(ServiceKind.Placement, "/resource_providers")).Status.ShouldBe(403);
    }

    [Test]
    public async Task A_project_in_the_path_has_to_be_that_of_the_token()
    {
        await Api.AsMemberAsync(Cloud.State);
        (await Api.NovaAsync($"/v2.1/{Cloud.State.Projects[0].Id}/servers")).Status.ShouldBe(200);
        (await Api.NovaAsync($"/v2.1/{Cloud.State.Projects[1].Id}/servers")).Status.ShouldBe(400);
        (await Api.GetAsync(ServiceKind.BlockStorage, $"/v3/{Cloud.State.Projects[1].Id}/volumes")).Json["badRequest"]!["message"]!.ToString().ShouldBe("Malformed request url");
        (await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{Cloud.State.Projects[1].Id}/stacks")).Status.ShouldBe(403);
    }

    [Test]
    public async Task A_method_that_a_resource_does_not_have_is_refused()
    {
        await Api.AsAdminAsync();
        var reply = await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, "/v2.1/flavors", null);
        (reply.Status, reply.Text).ShouldBe((405, """{"badMethod":{"code":405,"message":"The method is not allowed for this resource."}}"""));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{\"nothing\": 1}")]
    public async Task A_body_that_is_none_is_refused(string body)
    {
        await Api.AsAdminAsync();
        (await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", body)).Status.ShouldBe(400);
        (await Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{Cloud.State.Servers.Keys.First()}/action", body)).Status.ShouldBe(400);
        (await Api.PostAsync(ServiceKind.BlockStorage, "/v3/volumes", body)).Status.ShouldBe(400);
        (await Api.PostAsync(ServiceKind.Identity, "/v3/auth/tokens", body)).Status.ShouldBe(400);
    }
}
