using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>Servers that have no domain: those that are being made, and those that could not be.</summary>
public sealed class BuildTests : OpenStackFixture
{
    private static readonly ServerSpec New = new("new", Host: "compute-0001", Volumes: 1, Ports: 1);

    [Test]
    public async Task A_server_that_is_being_made_is_listed_and_shown()
    {
        await Api.AsAdminAsync();
        var used = await UsedAsync();
        var server = Cloud.BeginCreate(New, TimeSpan.FromSeconds(30));
        var listed = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1&status=BUILD")).List("servers").Single()!;
        var shown = (await Api.NovaAsync($"/v2.1/servers/{server.Id}")).Json["server"]!;
        foreach (var document in new[] { listed, shown })
        {
            Words(document).ShouldBe(("BUILD", "building", "spawning", "compute-0001"));
            document["OS-EXT-STS:power_state"]!.GetValue<int>().ShouldBe(0);
            document["OS-SRV-USG:launched_at"].ShouldBeNull();
            document.AsObject().ShouldNotContainKey("fault");
        }

        (await UsedAsync()).ShouldBe(used + server.Flavour.Vcpus);
        await TheRestAnswersAsync(server.Id, server.Volumes[0], server.Ports[0]);
        Cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        shown = (await Api.NovaAsync($"/v2.1/servers/{server.Id}")).Json["server"]!;
        Words(shown).ShouldBe(("ACTIVE", "active", null, "compute-0001"));
        (await PortAsync(server.Ports[0]))["status"]!.ToString().ShouldBe("ACTIVE");
        (await VolumeAsync(server.Volumes[0]))["attachments"]![0]!["device"]!.ToString().ShouldBe("/dev/vdb");
    }

    [Test]
    public async Task A_server_that_could_not_be_made_shows_its_fault_and_has_no_host()
    {
        await Api.AsAdminAsync();
        var used = await UsedAsync();
        var server = Cloud.BeginCreate(New, TimeSpan.FromSeconds(5), "No valid host was found. There are not enough hosts available.");
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        var shown = (await Api.NovaAsync($"/v2.1/servers/{server.Id}")).Json["server"]!;
        Words(shown).ShouldBe(("ERROR", "error", null, null));
        shown["fault"]!.ToJsonString().ShouldBe("""{"code":500,"created":"2026-03-01T12:00:05Z","message":"No valid host was found. There are not enough hosts available."}""");
        shown["hostId"]!.ToString().ShouldBeEmpty();
        (await Api.NovaAsync("/v2.1/servers?all_tenants=1&host=compute-0001")).List("servers").Count.ShouldBe(3);
        (await UsedAsync()).ShouldBe(used);
        await TheRestAnswersAsync(server.Id, server.Volumes[0], server.Ports[0]);
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{server.Id}", null)).Status.ShouldBe(204);
        Words((await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1&deleted=1")).List("servers").Single()!).Status.ShouldBe("DELETED");
    }

    [Test]
    public async Task A_server_that_is_in_error_by_word_of_an_administrator_has_no_fault()
    {
        await Api.AsAdminAsync();
        var id = Cloud.State.Servers.Keys.First();
        (await Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{id}/action", """{"os-resetState":{"state":"error"}}""")).Status.ShouldBe(202);
        var shown = (await Api.NovaAsync($"/v2.1/servers/{id}")).Json["server"]!;
        (shown["status"]!.ToString(), shown["fault"]).ShouldBe(("ERROR", null));
    }

    private async Task TheRestAnswersAsync(Guid server, Guid volume, Guid port)
    {
        (await PortAsync(port))["status"]!.ToString().ShouldBe("DOWN");
        (await VolumeAsync(volume))["attachments"]![0]!["device"].ShouldBeNull();
        (await Api.NovaAsync($"/v2.1/servers/{server}/os-interface")).List("interfaceAttachments").Single()!["port_state"]!.ToString().ShouldBe("DOWN");
        (await Api.NovaAsync($"/v2.1/servers/{server}/os-volume_attachments")).List("volumeAttachments").Single()!["device"].ShouldBeNull();
        (await Api.NovaAsync($"/v2.1/servers/{server}/ips")).Json["addresses"]!.AsObject().Count.ShouldBe(1);
        foreach (var (service, path) in new[] { (ServiceKind.Network, "/v2.0/ports"), (ServiceKind.Network, "/v2.0/network-ip-availabilities"), (ServiceKind.LoadBalancer, "/v2.0/lbaas/loadbalancers") })
            (await Api.GetAsync(service, path)).Status.ShouldBe(200);
    }

    private async Task<int> UsedAsync() => (await Api.NovaAsync("/v2.1/os-hypervisors/statistics")).Json["hypervisor_statistics"]!["vcpus_used"]!.GetValue<int>();

    private async Task<JsonNode> PortAsync(Guid id) => (await Api.GetAsync(ServiceKind.Network, $"/v2.0/ports/{id}")).Json["port"]!;

    private async Task<JsonNode> VolumeAsync(Guid id) => (await Api.GetAsync(ServiceKind.BlockStorage, $"/v3/volumes/{id}")).Json["volume"]!;

    private static (string Status, string VmState, string? TaskState, string? Host) Words(JsonNode server) => (server["status"]!.ToString(),
        server["OS-EXT-STS:vm_state"]!.ToString(), server["OS-EXT-STS:task_state"]?.ToString(), server["OS-EXT-SRV-ATTR:host"]?.ToString());
}
