using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class ServerListTests : OpenStackFixture
{
    [Test]
    public async Task An_administrator_sees_the_servers_of_all_projects_when_asking_for_them()
    {
        await Api.AsAdminAsync();
        Ids(await Api.NovaAsync("/v2.1/servers?all_tenants=1")).ShouldBe(Cloud.State.Servers.Keys.Select(id => id.ToString()), ignoreOrder: true);
        Ids(await Api.NovaAsync("/v2.1/servers")).ShouldBeEmpty();
    }

    [Test]
    public async Task A_member_sees_only_the_servers_of_the_project()
    {
        await Api.AsMemberAsync(Cloud.State);
        var mine = Cloud.State.Servers.Values.Where(s => s.ProjectId == Cloud.State.Projects[0].Id).Select(s => s.Id.ToString());
        Ids(await Api.NovaAsync("/v2.1/servers")).ShouldBe(mine, ignoreOrder: true);
        (await Api.NovaAsync("/v2.1/servers?all_tenants=1")).Status.ShouldBe(403);
        var other = Cloud.State.Servers.Values.First(s => s.ProjectId != Cloud.State.Projects[0].Id);
        var reply = await Api.NovaAsync($"/v2.1/servers/{other.Id}");
        reply.Status.ShouldBe(404);
        reply.Text.ShouldBe($$$"""{"itemNotFound":{"code":404,"message":"Instance {{{other.Id}}} could not be found."}}""");
    }

    [Test]
    public async Task A_server_says_what_its_domain_says()
    {
        await Api.AsAdminAsync();
        foreach (var server in Cloud.State.Servers.Values)
        {
            var shown = (await Api.NovaAsync($"/v2.1/servers/{server.Id}")).Json["server"]!;
            var domain = Cloud.State.DomainOf(server.Id);
            shown["id"]!.ToString().ShouldBe(domain.Uuid.ToString());
            shown["OS-EXT-SRV-ATTR:instance_name"]!.ToString().ShouldBe(domain.Name);
            shown["name"]!.ToString().ShouldBe(domain.Nova.ServerName);
            shown["tenant_id"]!.ToString().ShouldBe(domain.Nova.ProjectId);
            shown["user_id"]!.ToString().ShouldBe(domain.Nova.UserId);
            shown["flavor"]!["id"]!.ToString().ShouldBe(domain.Nova.Flavour.Id);
            shown["OS-EXT-STS:power_state"]!.GetValue<int>().ShouldBe((int)PowerState.Running);
            shown["status"]!.ToString().ShouldBe("ACTIVE");
        }
    }

    [Test]
    public async Task Pages_follow_one_another_without_gap_or_overlap()
    {
        await Api.AsAdminAsync();
        var seen = new List<string>();
        var next = "/v2.1/servers/detail?all_tenants=1&limit=4";
        while (next is not null)
        {
            var reply = await Api.NovaAsync(next);
            seen.AddRange(Ids(reply));
            next = reply.Json["servers_links"]?[0]!["href"]!.ToString();
        }

        seen.ShouldBe(seen.Distinct());
        seen.Count.ShouldBe(Cloud.State.Servers.Count);
    }

    [TestCase("marker=00000000-0000-0000-0000-000000000000", "marker [00000000-0000-0000-0000-000000000000] not found")]
    [TestCase("limit=-1", "limit must be >= 0")]
    [TestCase("limit=x", "limit must be an integer")]
    public async Task A_page_that_cannot_be_is_refused(string query, string message)
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync($"/v2.1/servers?all_tenants=1&{query}");
        reply.Status.ShouldBe(400);
        reply.Json["badRequest"]!["message"]!.ToString().ShouldBe(message);
    }

    [Test]
    public async Task Filters_narrow_the_list()
    {
        await Api.AsAdminAsync();
        var one = Cloud.State.Servers.Values.First();
        Cloud.Stop(one.Id);
        Ids(await Api.NovaAsync($"/v2.1/servers?all_tenants=1&name=^{one.Name}$")).ShouldContain(one.Id.ToString());
        Ids(await Api.NovaAsync("/v2.1/servers?all_tenants=1&status=SHUTOFF")).ShouldBe([one.Id.ToString()]);
        Ids(await Api.NovaAsync("/v2.1/servers?all_tenants=1&status=BUILD")).ShouldBeEmpty();
        Ids(await Api.NovaAsync("/v2.1/servers?all_tenants=1&host=compute-0001")).Count.ShouldBe(3);
        Ids(await Api.NovaAsync($"/v2.1/servers?all_tenants=1&project_id={one.ProjectId}")).Count.ShouldBe(2);
        Ids(await Api.NovaAsync("/v2.1/servers?all_tenants=1&status=NONSENSE")).ShouldBeEmpty();
        (await Api.NovaAsync("/v2.1/servers?all_tenants=1&status=NONSENSE", "2.38")).Json["badRequest"]!["message"]!.ToString().ShouldBe("Invalid status value");
        (await Api.NovaAsync("/v2.1/servers?all_tenants=1&name=(")).Status.ShouldBe(400);
    }

    private static List<string> Ids(Reply reply) => [.. reply.List("servers").Select(s => s!["id"]!.ToString())];
}
