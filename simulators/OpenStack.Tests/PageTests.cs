using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>Pages at their edges, in each service's way.</summary>
public sealed class PageTests : ReadingFixture
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    protected override OpenStackSpec Spec => new() { MaxPage = 4 };

    [TestCase(ServiceKind.Compute, "/v2.1/servers/detail?all_tenants=1", "servers", 6)]
    [TestCase(ServiceKind.Compute, "/v2.1/flavors", "flavors", 6)]
    [TestCase(ServiceKind.BlockStorage, "/v3/volumes/detail?all_tenants=1", "volumes", 6)]
    public async Task A_list_that_is_longer_than_a_page_is_cut_also_when_nobody_asked(ServiceKind service, string path, string name, int count)
    {
        await Api.AsAdminAsync();
        var first = await Api.GetAsync(service, path);
        first.List(name).Count.ShouldBe(4);
        var rest = await Api.GetAsync(service, first.Json[$"{name}_links"]![0]!["href"]!.ToString());
        rest.List(name).Count.ShouldBe(count - 4);
        rest.Json.ShouldNotContainKey($"{name}_links");
        (await Api.GetAsync(service, path + (path.Contains('?', StringComparison.Ordinal) ? "&limit=1000" : "?limit=1000"))).List(name).Count.ShouldBe(4);
    }

    [Test]
    public async Task A_full_last_page_tells_a_next_one_that_is_empty()
    {
        await Api.AsAdminAsync();
        var first = await Api.NovaAsync("/v2.1/servers?all_tenants=1&limit=3");
        var second = await Api.NovaAsync(first.Json["servers_links"]![0]!["href"]!.ToString());
        second.List("servers").Count.ShouldBe(3);
        var third = await Api.NovaAsync(second.Json["servers_links"]![0]!["href"]!.ToString());
        third.List("servers").ShouldBeEmpty();
        third.Json.ShouldNotContainKey("servers_links");
    }

    [Test]
    public async Task A_limit_of_none_is_an_empty_page()
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync("/v2.1/servers?all_tenants=1&limit=0");
        reply.List("servers").ShouldBeEmpty();
        reply.Json.ShouldNotContainKey("servers_links");
    }

    [TestCase(ServiceKind.Compute, "/v2.1/servers?marker=", 400)]
    [TestCase(ServiceKind.Compute, "/v2.1/flavors?marker=", 400)]
    [TestCase(ServiceKind.Network, "/v2.0/networks?marker=", 404)]
    [TestCase(ServiceKind.BlockStorage, "/v3/volumes?marker=", 404)]
    [TestCase(ServiceKind.Image, "/v2/images?marker=", 400)]
    [TestCase(ServiceKind.LoadBalancer, "/v2/lbaas/pools?marker=", 400)]
    public async Task A_marker_that_is_none_is_refused(ServiceKind service, string path, int status)
    {
        await Api.AsAdminAsync();
        (await Api.GetAsync(service, path + Nobody)).Status.ShouldBe(status);
    }

    [TestCase("2.32", 2, false)]
    [TestCase("2.33", 1, true)]
    public async Task Hypervisors_have_pages_from_2_33_on(string version, int count, bool links)
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync("/v2.1/os-hypervisors?limit=1", version);
        reply.List("hypervisors").Count.ShouldBe(count);
        reply.Json.ContainsKey("hypervisors_links").ShouldBe(links);
        (await Api.NovaAsync("/v2.1/os-hypervisors?marker=99", version)).Status.ShouldBe(links ? 400 : 200);
    }

    [Test]
    public async Task Neutron_tells_a_next_page_only_to_who_asked_for_one()
    {
        await Api.AsAdminAsync();
        (await Api.GetAsync(ServiceKind.Network, "/v2.0/networks")).List("networks").Count.ShouldBe(7);
        var page = await Api.GetAsync(ServiceKind.Network, "/v2.0/networks?limit=5&fields=id");
        var rest = await Api.GetAsync(ServiceKind.Network, page.Json["networks_links"]![0]!["href"]!.ToString());
        rest.List("networks").Count.ShouldBe(2);
        rest.List("networks")[0]!.AsObject().Select(p => p.Key).ShouldBe(["id"]);
    }

    [Test]
    public async Task Glance_leads_to_the_next_page_by_a_path()
    {
        await Api.AsAdminAsync();
        var first = await Api.GetAsync(ServiceKind.Image, "/v2/images?limit=2");
        first.List("images").Count.ShouldBe(2);
        first.Json["first"]!.ToString().ShouldBe("/v2/images?limit=2");
        var next = first.Json["next"]!.ToString();
        next.ShouldStartWith("/v2/images?limit=2&marker=");
        (await Api.GetAsync(ServiceKind.Image, next)).List("images").ShouldHaveSingleItem();
        (await Api.GetAsync(ServiceKind.Image, "/v2/images?limit=-1")).Status.ShouldBe(400);
        (await Api.GetAsync(ServiceKind.Image, "/v2/images?limit=x")).Status.ShouldBe(400);
    }

    [Test]
    public async Task Octavia_takes_a_limit_below_one_for_none()
    {
        await Api.AsAdminAsync();
        var all = await Api.GetAsync(ServiceKind.LoadBalancer, "/v2/lbaas/pools?limit=0");
        all.List("pools").Count.ShouldBe(3);
        all.List("pools_links").ShouldBeEmpty();
        (await Api.GetAsync(ServiceKind.LoadBalancer, "/v2/lbaas/pools?limit=2")).List("pools_links").Count.ShouldBe(1);
        (await Api.GetAsync(ServiceKind.LoadBalancer, "/v2/lbaas/pools?limit=x")).Json["faultstring"]!.ToString().ShouldBe("Supplied pagination limit 'x' is not valid.");
    }

    [Test]
    public async Task Servers_are_sorted_as_asked()
    {
        await Api.AsAdminAsync();
        async Task<string[]> Names(string query) => [.. (await Api.NovaAsync($"/v2.1/servers?all_tenants=1&limit=4&{query}")).List("servers").Select(s => s!["name"]!.ToString())];
        var all = Cloud.State.Servers.Values.Select(s => s.Name).Order(StringComparer.Ordinal).ToArray();
        (await Names("sort_key=display_name&sort_dir=asc")).ShouldBe(all[..4]);
        (await Names("sort_key=display_name&sort_dir=desc")).ShouldBe(all.Reverse().Take(4));
        (await Api.NovaAsync("/v2.1/servers?sort_key=nonsense")).Status.ShouldBe(400);
    }

    [Test]
    public void A_page_is_a_pure_cut()
    {
        Page<int> Cut(string? marker, int? limit, bool telling = true) =>
            Page<int>.Cut([1, 2, 3], i => $"{i}", marker, limit, 3, _ => new ApiException(400, "unknown"), telling);
        Cut(null, null).Items.ShouldBe([1, 2, 3]);
        Cut(null, null).Last.ShouldBe("3");
        Cut(null, null, false).Last.ShouldBeNull();
        Cut("3", null).Items.ShouldBeEmpty();
        Cut("", 1).Items.ShouldBe([1]);
        Should.Throw<ApiException>(() => Cut("4", null));
    }
}
