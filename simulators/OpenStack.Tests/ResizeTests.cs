using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class ResizeTests : OpenStackFixture
{
    private Server Server => Cloud.State.Servers.Values.MinBy(s => s.Number)!;

    [TestCase("confirmResize", 204, "gp.0.1.2")]
    [TestCase("revertResize", 202, null)]
    public async Task A_resized_server_waits_to_be_confirmed_or_taken_back(string action, int status, string? flavour)
    {
        await Api.AsAdminAsync();
        var before = Server.Flavour;
        var wanted = Cloud.State.Flavours.First(f => f.Name == "gp.0.1.2");
        before.ShouldNotBe(wanted);
        (await ActAsync($$$"""{"resize":{"flavorRef":"{{{wanted.Id}}}"}}""")).Status.ShouldBe(202);
        (await ShownAsync()).ShouldBe(("RESIZE", "active", "resize_migrating", before.Name));
        (await ActAsync("""{"confirmResize":null}""")).Status.ShouldBe(409);
        Cloud.Clock.Advance(new OpenStackSpec().ResizeTime);
        (await ShownAsync()).ShouldBe(("VERIFY_RESIZE", "resized", null, wanted.Name));
        (await IdsAsync("status=VERIFY_RESIZE")).ShouldBe([Server.Id.ToString()]);
        (await IdsAsync("status=RESIZE")).ShouldBeEmpty();
        (await UsedAsync(Server.Host)).ShouldBe(OnHost() + before.Vcpus);

        (await ActAsync($"{{\"{action}\":null}}")).Status.ShouldBe(status);
        (await ShownAsync()).ShouldBe(("ACTIVE", "active", null, flavour ?? before.Name));
        (await UsedAsync(Server.Host)).ShouldBe(OnHost());
        (await Api.NovaAsync($"/v2.1/servers/{Server.Id}/os-instance-actions")).List("instanceActions").Select(a => a!["action"]!.ToString())
            .ShouldBe([action, "resize"]);
    }

    [TestCase("""{"migrate":null}""", "2.1")]
    [TestCase("""{"migrate":{"host":"compute-0002"}}""", "2.56")]
    public async Task A_cold_migration_moves_the_server_and_waits_to_be_confirmed(string body, string version)
    {
        await Api.AsAdminAsync();
        var (flavour, id) = (Server.Flavour, Server.Id);
        Server.Host.ShouldBe("compute-0001");
        (await ActAsync(body, version)).Status.ShouldBe(202);
        Cloud.Clock.Advance(new OpenStackSpec().ResizeTime);
        (await ShownAsync()).ShouldBe(("VERIFY_RESIZE", "resized", null, flavour.Name));
        Server.Host.ShouldBe("compute-0002");
        var claims = (await Api.GetAsync(ServiceKind.Placement, $"/allocations/{Cloud.State.Migrations[1].Id}", ("OpenStack-API-Version", "placement 1.38"))).Json;
        claims["consumer_type"]!.ToString().ShouldBe("MIGRATION");
        claims["allocations"]!.AsObject().Single().Key.ShouldBe(Cloud.State.Host("compute-0001").Uuid.ToString());

        (await ActAsync("""{"confirmResize":null}""")).Status.ShouldBe(204);
        (await ShownAsync()).Status.ShouldBe("ACTIVE");
        Cloud.State.Host("compute-0001").Domains.TryGet(id, out _).ShouldBeFalse();
        (await Api.NovaAsync("/v2.1/os-migrations", "2.80")).List("migrations").Select(m => (m!["migration_type"]!.ToString(), m["status"]!.ToString()))
            .ShouldBe([("migration", "confirmed")]);
    }

    [Test]
    public async Task A_resize_to_the_same_flavour_is_refused()
    {
        await Api.AsAdminAsync();
        var reply = await ActAsync($$$"""{"resize":{"flavorRef":"{{{Server.Flavour.Id}}}"}}""");
        (reply.Status, reply.Json["badRequest"]!["message"]!.ToString()).ShouldBe((400, "When resizing, instances must change flavor!"));
    }

    [Test]
    public async Task A_soft_reboot_of_a_guest_that_panicked_is_a_hard_one()
    {
        await Api.AsAdminAsync();
        Cloud.Crash(Server.Id, Validation.Simulators.Cloud.Domains.OnCrash.Preserve);
        (await ActAsync("""{"reboot":{"type":"SOFT"}}""")).Status.ShouldBe(202);
        Server.PowerState.ShouldBe(PowerState.Running);
        Cloud.Stop(Server.Id);
        (await ActAsync("""{"reboot":{"type":"SOFT"}}""")).Status.ShouldBe(409);
    }

    private int OnHost() => Cloud.State.Servers.Values.Where(s => s.Host == Server.Host).Sum(s => s.Flavour.Vcpus);

    private async Task<int> UsedAsync(string host) => (await Api.NovaAsync("/v2.1/os-hypervisors/detail")).List("hypervisors")
        .Single(h => h!["hypervisor_hostname"]!.ToString() == host)!["vcpus_used"]!.GetValue<int>();

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        (await Api.NovaAsync($"/v2.1/servers?all_tenants=1&{query}")).List("servers").Select(s => s!["id"]!.ToString());

    private Task<Reply> ActAsync(string body, string version = "2.1") =>
        Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{Server.Id}/action", body, ("OpenStack-API-Version", $"compute {version}"));

    private async Task<(string Status, string VmState, string? TaskState, string Flavour)> ShownAsync()
    {
        JsonNode shown = (await Api.NovaAsync($"/v2.1/servers/{Server.Id}", "2.47")).Json["server"]!;
        return (shown["status"]!.ToString(), shown["OS-EXT-STS:vm_state"]!.ToString(), shown["OS-EXT-STS:task_state"]?.ToString(), shown["flavor"]!["original_name"]!.ToString());
    }
}
