using System.Text.Json;
using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class MicroversionTests : ReadingFixture
{
    [Test]
    public async Task Without_a_header_the_oldest_is_used()
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync("/v2.1/servers");
        reply.Headers["OpenStack-API-Version"].ShouldBe("compute 2.1");
        reply.Headers["X-OpenStack-Nova-API-Version"].ShouldBe("2.1");
        reply.Headers["Vary"].ShouldBe("OpenStack-API-Version,X-OpenStack-Nova-API-Version");
    }

    [TestCase("2.1", "2.1")]
    [TestCase("2.53", "2.53")]
    [TestCase("2.100", "2.100")]
    [TestCase("latest", "2.100")]
    public async Task The_one_that_is_asked_for_is_used(string asked, string used)
    {
        await Api.AsAdminAsync();
        (await Api.NovaAsync("/v2.1/servers", asked)).Headers["OpenStack-API-Version"].ShouldBe($"compute {used}");
        (await Api.GetAsync(ServiceKind.Compute, "/v2.1/servers", ("X-OpenStack-Nova-API-Version", asked))).Headers["X-OpenStack-Nova-API-Version"].ShouldBe(used);
    }

    [TestCase("2.0")]
    [TestCase("2.101")]
    [TestCase("1.9")]
    [TestCase("3.0")]
    public async Task One_out_of_range_is_not_acceptable(string version)
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync("/v2.1/servers", version);
        reply.Status.ShouldBe(406);
        reply.Text.ShouldBe($$$"""{"computeFault":{"code":406,"message":"Version {{{version}}} is not supported by the API. Minimum is 2.1 and maximum is 2.100."}}""");
    }

    [TestCase("2")]
    [TestCase("2.01")]
    [TestCase("x")]
    [TestCase("2.1.1")]
    [TestCase("2.99999999999")]
    public async Task One_that_is_none_is_a_bad_request(string version)
    {
        await Api.AsAdminAsync();
        var reply = await Api.NovaAsync("/v2.1/servers", version);
        reply.Status.ShouldBe(400);
        reply.Json["badRequest"]!["message"]!.ToString().ShouldBe($"API Version String '{version}' is of invalid format. Must be of format MajorNum.MinorNum.");
    }

    [Test]
    public async Task That_of_another_service_is_passed_over()
    {
        await Api.AsAdminAsync();
        (await Api.GetAsync(ServiceKind.Compute, "/v2.1/servers", ("OpenStack-API-Version", "volume 3.50"))).Headers["OpenStack-API-Version"].ShouldBe("compute 2.1");
        (await Api.GetAsync(ServiceKind.Compute, "/v2.1/servers", ("OpenStack-API-Version", "volume 3.50, compute 2.60"))).Headers["OpenStack-API-Version"].ShouldBe("compute 2.60");
    }

    [Test]
    public async Task Cinder_and_placement_have_their_own()
    {
        await Api.AsAdminAsync();
        (await Api.GetAsync(ServiceKind.BlockStorage, "/v3/volumes", ("OpenStack-API-Version", "volume latest"))).Headers["OpenStack-API-Version"].ShouldBe("volume 3.71");
        (await Api.GetAsync(ServiceKind.BlockStorage, "/v3/volumes", ("OpenStack-API-Version", "volume 3.72"))).Status.ShouldBe(406);
        (await Api.GetAsync(ServiceKind.Placement, "/traits", ("OpenStack-API-Version", "placement latest"))).Headers["OpenStack-API-Version"].ShouldBe("placement 1.39");
        var error = (await Api.GetAsync(ServiceKind.Placement, "/traits", ("OpenStack-API-Version", "placement 1.40"))).List("errors")[0]!;
        (error["status"]!.GetValue<int>(), error["min_version"]!.ToString(), error["max_version"]!.ToString()).ShouldBe((406, "1.0", "1.39"));
        error["detail"]!.ToString().ShouldStartWith("Unacceptable version header: 1.40");
    }

    [TestCase("2.2", "OS-EXT-SRV-ATTR:root_device_name", false)]
    [TestCase("2.3", "OS-EXT-SRV-ATTR:root_device_name", true)]
    [TestCase("2.8", "locked", false)]
    [TestCase("2.9", "locked", true)]
    [TestCase("2.15", "host_status", false)]
    [TestCase("2.16", "host_status", true)]
    [TestCase("2.18", "description", false)]
    [TestCase("2.19", "description", true)]
    [TestCase("2.25", "tags", false)]
    [TestCase("2.26", "tags", true)]
    [TestCase("2.62", "trusted_image_certificates", false)]
    [TestCase("2.63", "trusted_image_certificates", true)]
    [TestCase("2.70", "server_groups", false)]
    [TestCase("2.71", "server_groups", true)]
    [TestCase("2.72", "locked_reason", false)]
    [TestCase("2.73", "locked_reason", true)]
    [TestCase("2.95", "pinned_availability_zone", false)]
    [TestCase("2.96", "pinned_availability_zone", true)]
    [TestCase("2.99", "scheduler_hints", false)]
    [TestCase("2.100", "scheduler_hints", true)]
    public async Task A_server_shows_a_field_from_its_version_on(string version, string field, bool shown)
    {
        await Api.AsAdminAsync();
        var server = (await Api.NovaAsync($"/v2.1/servers/{Cloud.State.Servers.Keys.First()}", version)).Json["server"]!.AsObject();
        server.ContainsKey(field).ShouldBe(shown);
    }

    [Test]
    public async Task A_server_tells_its_flavour_by_id_first_and_by_content_later()
    {
        await Api.AsAdminAsync();
        var path = $"/v2.1/servers/{Cloud.State.Servers.Keys.First()}";
        (await Api.NovaAsync(path, "2.46")).Json["server"]!["flavor"]!.AsObject().ShouldContainKey("id");
        var later = (await Api.NovaAsync(path, "2.47")).Json["server"]!["flavor"]!.AsObject();
        later.ShouldNotContainKey("id");
        later.ShouldContainKey("original_name");
    }

    [Test]
    public async Task Hypervisors_change_with_their_versions()
    {
        await Api.AsAdminAsync();
        async Task<JsonObject> First(string version) => (await Api.NovaAsync("/v2.1/os-hypervisors/detail", version)).List("hypervisors")[0]!.AsObject();
        (await First("2.27"))["cpu_info"].ShouldBeAssignableTo<JsonValue>();
        (await First("2.28"))["cpu_info"].ShouldBeOfType<JsonObject>();
        (await First("2.52"))["id"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        (await First("2.53"))["id"]!.ToString().ShouldBe(Cloud.State.Hosts["compute-0001"].Uuid.ToString());
        (await First("2.87")).ShouldContainKey("vcpus_used");
        var last = await First("2.88");
        last.ShouldNotContainKey("vcpus_used");
        last["uptime"]!.ToString().ShouldContain("up 40 days");
        (await Api.NovaAsync("/v2.1/os-hypervisors/statistics", "2.88")).Status.ShouldBe(404);
        (await Api.NovaAsync("/v2.1/os-hypervisors/x", "2.53")).Json["badRequest"]!["message"]!.ToString().ShouldBe("Invalid uuid x");
        (await Api.NovaAsync("/v2.1/os-hypervisors?hypervisor_hostname_pattern=0002&with_servers=true", "2.53")).List("hypervisors").ShouldHaveSingleItem()!["servers"]!.AsArray().Count.ShouldBe(3);
        (await Api.NovaAsync("/v2.1/os-hypervisors?hypervisor_hostname_pattern=0002&limit=1", "2.53")).Status.ShouldBe(400);
    }

    [Test]
    public async Task Quotas_of_networks_and_files_go_with_their_versions()
    {
        await Api.AsAdminAsync();
        var path = $"/v2.1/os-quota-sets/{Cloud.State.Projects[0].Id}";
        (await Api.NovaAsync(path, "2.35")).Json["quota_set"]!.AsObject().ShouldContainKey("floating_ips");
        (await Api.NovaAsync(path, "2.36")).Json["quota_set"]!.AsObject().ShouldNotContainKey("floating_ips");
        (await Api.NovaAsync(path, "2.56")).Json["quota_set"]!.AsObject().ShouldContainKey("injected_files");
        (await Api.NovaAsync(path, "2.57")).Json["quota_set"]!.AsObject().ShouldNotContainKey("injected_files");
        (await Api.NovaAsync("/v2.1/limits", "2.38")).Json["limits"]!["absolute"]!.AsObject().ShouldContainKey("maxImageMeta");
        (await Api.NovaAsync("/v2.1/limits", "2.39")).Json["limits"]!["absolute"]!.AsObject().ShouldNotContainKey("maxImageMeta");
        (await Api.NovaAsync("/v2.1/os-security-groups", "2.36")).Status.ShouldBe(404);
    }

    [Test]
    public void Versions_are_ordered_by_their_numbers()
    {
        Microversion.TryParse("2.9", out var nine).ShouldBeTrue();
        Microversion.TryParse("2.10", out var ten).ShouldBeTrue();
        (nine < ten).ShouldBeTrue();
        (nine >= ten).ShouldBeFalse();
        $"{ten}".ShouldBe("2.10");
    }
}
