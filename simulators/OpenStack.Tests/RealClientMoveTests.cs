using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>The packaged command line client moves and resizes servers of a cloud whose clock stands between its commands.</summary>
public sealed class RealClientMoveTests
{
    private const string Latest = "--os-compute-api-version 2.80";

    private CloudModel _cloud = null!;
    private OpenStackSimulator _simulator = null!;
    private CommandLineClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        CommandLineClient.Interpreter();
        _cloud = TestCloud.Build();
        _simulator = await OpenStackSimulator.StartAsync(_cloud, new OpenStackSpec { Migration = new MigrationPlan { Length = TimeSpan.FromSeconds(40) } }, TimeProvider.System);
        _client = CommandLineClient.Of(_simulator);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_simulator is null)
            return;
        await _client.DisposeAsync();
        _simulator.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task It_follows_a_live_migration_and_aborts_it()
    {
        var id = _cloud.State.Servers.Values.MinBy(s => s.Number)!.Id;
        await _client.RunAsync($"{Latest} server migrate --live-migration --host compute-0002 {id}");
        _cloud.Clock.Advance(TimeSpan.FromSeconds(12.5));
        var move = _cloud.State.MigrationOf(id)!;
        var shown = await _client.ShowAsync($"{Latest} server migration show {id} {move.Number}");
        (Text(shown, "Status"), Text(shown, "Source Compute"), Text(shown, "Dest Compute")).ShouldBe(("running", "compute-0001", "compute-0002"));
        shown["Memory Processed Bytes"]!.GetValue<long>().ShouldBe(move.ReportAt(_cloud.Clock.Now)!.Memory.Processed);
        await _client.RunAsync($"{Latest} server migration abort {id} {move.Number}");
        Text((await _client.ListAsync($"{Latest} server migration list --server {id}")).Single(), "Status").ShouldBe("cancelled");
        (await _client.ListAsync($"server event list {id}")).Select(r => Text(r, "Action")).ShouldBe(["live_migration_cancel", "live-migration"]);
    }

    [Test]
    public async Task It_resizes_a_server_and_confirms_it()
    {
        var id = _cloud.State.Servers.Values.MaxBy(s => s.Number)!.Id;
        await _client.RunAsync($"server resize --flavor gp.0.1.2 {id}");
        Text(await _client.ShowAsync($"server show {id}"), "status").ShouldBe("RESIZE");
        _cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Text(await _client.ShowAsync($"server show {id}"), "status").ShouldBe("VERIFY_RESIZE");
        await _client.RunAsync($"server resize confirm {id}");
        var shown = await _client.ShowAsync($"server show {id}");
        (Text(shown, "status"), Text(shown, "flavor")).ShouldBe(("ACTIVE", "gp.0.1.2 (1)"));
    }

    private static string Text(JsonObject row, string column) => row[column]?.ToString() ?? throw new AssertionException($"no column {column} in {row}");
}
