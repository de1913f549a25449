using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class MigrationTests : OpenStackFixture
{
    private const string To = "compute-0002";

    protected override OpenStackSpec Spec => new() { Migration = new MigrationPlan { Length = TimeSpan.FromSeconds(40) } };

    private Guid Id => Cloud.State.Servers.Values.MinBy(s => s.Number)!.Id;

    [Test]
    public async Task A_live_migration_is_queued_prepared_run_and_completed_and_its_numbers_are_those_of_libvirts_job()
    {
        await BeginAsync();
        (await ProgressAsync()).ShouldBe(("queued", null));
        Cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
        (await ProgressAsync()).ShouldBe(("preparing", null));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(2));
        var total = Cloud.State.Server(Id).Flavour.MemoryMiB * 1024L * 1024;
        (await ProgressAsync()).ShouldBe(("running", (total, 0, total)));
        (await ServerAsync())["progress"]!.GetValue<int>().ShouldBe(0);

        Cloud.Clock.Advance(TimeSpan.FromSeconds(20));
        var memory = Cloud.State.Migrations[1].ReportAt(Cloud.Clock.Now)!.Memory;
        memory.Processed.ShouldBeInRange(1, total - 1);
        (await ProgressAsync()).ShouldBe(("running", (total, memory.Processed, memory.Remaining)));
        var server = await ServerAsync();
        (Text(server, "status"), Text(server, "OS-EXT-STS:task_state"), Text(server, "OS-EXT-SRV-ATTR:host")).ShouldBe(("MIGRATING", "migrating", "compute-0001"));
        server["progress"]!.GetValue<int>().ShouldBe(51);

        Cloud.Clock.Advance(TimeSpan.FromSeconds(20));
        server = await ServerAsync();
        (Text(server, "status"), Text(server, "OS-EXT-SRV-ATTR:host")).ShouldBe(("MIGRATING", To));
        (await ProgressAsync())!.Value.Memory!.Value.Remaining.ShouldBe(0);

        Cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        server = await ServerAsync();
        (Text(server, "status"), Text(server, "OS-EXT-SRV-ATTR:host")).ShouldBe(("ACTIVE", To));
        (await ProgressAsync()).ShouldBeNull();
        (await Api.NovaAsync($"/v2.1/servers/{Id}/migrations/1", "2.23")).Json["itemNotFound"]!["message"]!.ToString()
            .ShouldBe($"Live migration 1 for server {Id} is not in progress.");
        (await RecordsAsync("")).ShouldBe([(1, "completed", "live-migration")]);
    }

    [Test]
    public async Task A_live_migration_that_runs_is_aborted_and_the_server_stays_where_it_was()
    {
        await BeginAsync();
        Cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await DeleteAsync("2.24")).Status.ShouldBe(202);
        (await RecordsAsync("")).ShouldBe([(1, "cancelled", "live-migration")]);
        Text(await ServerAsync(), "OS-EXT-SRV-ATTR:host").ShouldBe("compute-0001");
        var again = await DeleteAsync("2.24");
        (again.Status, again.Json["conflictingRequest"]!["message"]!.ToString()).ShouldBe((409, $"Cannot 'abort live migration' instance {Id} while it is in task_state None"));
        (await ActionsAsync()).ShouldBe(["live_migration_cancel", "live-migration"]);
    }

    [Test]
    public async Task One_that_waits_is_aborted_only_by_who_knows_that_this_can_be()
    {
        await BeginAsync();
        var reply = await DeleteAsync("2.64");
        (reply.Status, reply.Json["badRequest"]!["message"]!.ToString()).ShouldBe((400,
            $"Migration 1 state of instance {Id} is queued. Cannot abort live migration while the migration is in this state."));
        (await DeleteAsync("2.65")).Status.ShouldBe(202);
        (await DeleteAsync("2.23")).Status.ShouldBe(404);
    }

    [Test]
    public async Task A_live_migration_that_runs_is_completed_by_force()
    {
        await BeginAsync();
        var reply = await ForceAsync("2.22");
        (reply.Status, reply.Json["badRequest"]!["message"]!.ToString()).ShouldBe((400,
            $"Migration 1 state of instance {Id} is queued. Cannot force complete while the migration is in this state."));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await ForceAsync("2.21")).Status.ShouldBe(404);
        (await ForceAsync("2.22")).Status.ShouldBe(202);
        (await RecordsAsync("")).ShouldBe([(1, "completed", "live-migration")]);
        Text(await ServerAsync(), "OS-EXT-SRV-ATTR:host").ShouldBe(To);
        (await ActionsAsync()).ShouldBe(["live_migration_force_complete", "live-migration"]);
    }

    [TestCase(MigrationPhase.Running, "failed", "ACTIVE")]
    [TestCase(MigrationPhase.Finishing, "error", "ERROR")]
    public async Task A_migration_that_goes_wrong_says_so_and_one_that_cannot_be_rolled_back_leaves_a_fault(MigrationPhase phase, string status, string server)
    {
        await Api.AsAdminAsync();
        Cloud.Migrate(Id, To, new MigrationPlan { Fault = new MigrationFault(phase, TimeSpan.Zero, "it broke") });
        Cloud.Clock.Advance(TimeSpan.FromHours(1));
        (await RecordsAsync("")).ShouldBe([(1, status, "live-migration")]);
        var shown = await ServerAsync();
        Text(shown, "status").ShouldBe(server);
        shown["fault"]?["message"]?.ToString().ShouldBe(server == "ERROR" ? "it broke" : null);
    }

    [Test]
    public async Task Records_are_filtered_paged_and_linked_while_they_are_under_way()
    {
        await BeginAsync();
        Cloud.Clock.Advance(TimeSpan.FromMinutes(5));
        var other = Cloud.State.Servers.Values.First(s => s.Host == To && s.Id != Id).Id;
        Cloud.Resize(other, "gp.0.16.64", "compute-0001");
        await PostAsync(Id, """{"os-migrateLive":{"host":"compute-0001","block_migration":"auto"}}""", "2.30");
        (await RecordsAsync("")).ShouldBe([(3, "queued", "live-migration"), (2, "finished", "resize"), (1, "completed", "live-migration")]);
        (await RecordsAsync("?migration_type=resize")).Select(r => r.Number).ShouldBe([2]);
        (await RecordsAsync("?status=completed")).Select(r => r.Number).ShouldBe([1]);
        (await RecordsAsync($"?instance_uuid={Id}")).Select(r => r.Number).ShouldBe([3, 1]);
        (await RecordsAsync("?source_compute=compute-0001")).Select(r => r.Number).ShouldBe([1]);
        (await RecordsAsync("?host=nowhere")).ShouldBeEmpty();
        (await RecordsAsync("?changes-since=2026-03-01T12:01:00Z")).Select(r => r.Number).ShouldBe([3, 2]);
        (await RecordsAsync("?changes-before=2026-03-01T12:01:00Z")).Select(r => r.Number).ShouldBe([1]);
        (await RecordsAsync($"?limit=1&marker={Cloud.State.Migrations[3].Id}")).Select(r => r.Number).ShouldBe([2]);
        var records = (await Api.NovaAsync("/v2.1/os-migrations", "2.80")).List("migrations");
        records.Select(r => r!["links"] is not null).ShouldBe([true, false, false]);
        (await Api.NovaAsync($"/v2.1/servers/{other}/migrations", "2.23")).List("migrations").ShouldBeEmpty();
        (await Api.NovaAsync($"/v2.1/servers/{other}/migrations/2", "2.23")).Json["itemNotFound"]!["message"]!.ToString()
            .ShouldBe($"Migration 2 for server {other} is not live-migration.");
    }

    [TestCase("""{"os-migrateLive":{"host":"compute-0001","block_migration":"auto"}}""", 400)]
    [TestCase("""{"os-migrateLive":{"host":"nowhere","block_migration":"auto"}}""", 400)]
    [TestCase("""{"migrate":{"host":"compute-0001"}}""", 400)]
    [TestCase("""{"migrate":{"host":"nowhere"}}""", 400)]
    [TestCase("""{"confirmResize":null}""", 409)]
    [TestCase("""{"revertResize":null}""", 409)]
    public async Task A_move_that_cannot_be_is_refused(string body, int status)
    {
        await Api.AsAdminAsync();
        (await PostAsync(Id, body, "2.56")).Status.ShouldBe(status);
        Cloud.State.Migrations.ShouldBeEmpty();
    }

    [Test]
    public async Task A_move_to_wherever_there_is_room_avoids_hosts_that_take_no_work()
    {
        await Api.AsAdminAsync();
        Cloud.SetService("nova-compute", To, true, enabled: false);
        (await PostAsync(Id, """{"os-migrateLive":{"host":null,"block_migration":"auto"}}""", "2.30")).Status.ShouldBe(400);
        Cloud.SetService("nova-compute", To, true);
        (await PostAsync(Id, """{"os-migrateLive":{"host":null,"block_migration":true}}""", "2.30")).Status.ShouldBe(202);
        Cloud.State.Migrations[1].Destination.ShouldBe(To);
        Cloud.State.Migrations[1].Plan!.CopyDisks.ShouldBeTrue();
    }

    [Test]
    public async Task A_member_may_neither_move_servers_nor_see_moves()
    {
        await Api.AsMemberAsync(Cloud.State);
        var own = Cloud.State.Servers.Values.First(s => s.ProjectId == Cloud.State.Projects[0].Id).Id;
        (await PostAsync(own, """{"os-migrateLive":{"host":null,"block_migration":"auto"}}""", "2.30")).Status.ShouldBe(403);
        (await PostAsync(own, """{"migrate":null}""", "2.1")).Status.ShouldBe(403);
        (await Api.NovaAsync("/v2.1/os-migrations")).Status.ShouldBe(403);
    }

    [Test]
    public async Task Both_hosts_keep_room_for_a_server_on_its_way_and_each_only_once()
    {
        await BeginAsync();
        var server = Cloud.State.Server(Id);
        var (here, there) = (await VcpusAsync("compute-0001"), await VcpusAsync(To));
        (await ClaimsAsync("compute-0001"), await ClaimsAsync(To)).ShouldBe((here, there));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(42.5));
        Cloud.State.Server(Id).Status.ShouldBe(ServerStatus.Migrating);
        (await VcpusAsync("compute-0001"), await VcpusAsync(To)).ShouldBe((here - server.Flavour.Vcpus, there));
        (await ClaimsAsync("compute-0001"), await ClaimsAsync(To)).ShouldBe((here, there));
        Cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ClaimsAsync("compute-0001"), await ClaimsAsync(To)).ShouldBe((here - server.Flavour.Vcpus, there));
    }

    private async Task BeginAsync()
    {
        await Api.AsAdminAsync();
        (await PostAsync(Id, $$$"""{"os-migrateLive":{"host":"{{{To}}}","block_migration":"auto"}}""", "2.30")).Status.ShouldBe(202);
    }

    private Task<Reply> PostAsync(Guid server, string body, string version) =>
        Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{server}/action", body, ("OpenStack-API-Version", $"compute {version}"));

    private Task<Reply> DeleteAsync(string version) =>
        Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{Id}/migrations/1", null, ("OpenStack-API-Version", $"compute {version}"));

    private Task<Reply> ForceAsync(string version) =>
        Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{Id}/migrations/1/action", """{"force_complete":null}""", ("OpenStack-API-Version", $"compute {version}"));

    private async Task<JsonNode> ServerAsync() => (await Api.NovaAsync($"/v2.1/servers/{Id}")).Json["server"]!;

    private async Task<IEnumerable<string>> ActionsAsync() =>
        (await Api.NovaAsync($"/v2.1/servers/{Id}/os-instance-actions")).List("instanceActions").Select(a => a!["action"]!.ToString());

    private async Task<(int Number, string Status, string Kind)[]> RecordsAsync(string query) =>
        [.. (await Api.NovaAsync($"/v2.1/os-migrations{query}", "2.80")).List("migrations").Select(m => (m!["id"]!.GetValue<int>(), Text(m, "status"), Text(m, "migration_type")))];

    private async Task<(string Status, (long Total, long Processed, long Remaining)? Memory)?> ProgressAsync()
    {
        if ((await Api.NovaAsync($"/v2.1/servers/{Id}/migrations", "2.23")).List("migrations").SingleOrDefault() is not { } move)
            return null;
        return (Text(move, "status"), move["memory_total_bytes"] is null ? null
            : (move["memory_total_bytes"]!.GetValue<long>(), move["memory_processed_bytes"]!.GetValue<long>(), move["memory_remaining_bytes"]!.GetValue<long>()));
    }

    private async Task<int> VcpusAsync(string host) => (await Api.NovaAsync("/v2.1/os-hypervisors/detail")).List("hypervisors")
        .Single(h => Text(h!, "hypervisor_hostname") == host)!["vcpus_used"]!.GetValue<int>();

    private async Task<int> ClaimsAsync(string host) =>
        (await Api.GetAsync(ServiceKind.Placement, $"/resource_providers/{Cloud.State.Host(host).Uuid}/usages")).Json["usages"]!["VCPU"]!.GetValue<int>();

    private static string Text(JsonNode node, string name) => node[name]!.ToString();
}
