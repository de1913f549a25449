using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the packaged command line client makes of the simulator: it decides whether a document is right.</summary>
public sealed class RealClientTests
{
    private static readonly string Program = Programs.Find("openstack") ?? "";

    private CloudModel _cloud = null!;
    private OpenStackSimulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Program.Length == 0)
            Assert.Ignore("The program openstack is not on PATH (package python3-openstackclient).");
        _cloud = TestCloud.Build();
        _simulator = await OpenStackSimulator.StartAsync(_cloud, new OpenStackSpec(), TimeProvider.System);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_simulator is null)
            return;
        _simulator.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task It_lists_the_servers_of_all_projects()
    {
        var rows = await ListAsync("server list --all-projects --long");
        rows.Select(r => Text(r, "ID")).ShouldBe(_cloud.State.Servers.Keys.Select(id => id.ToString()), ignoreOrder: true);
        foreach (var row in rows)
        {
            var server = _cloud.State.Servers[Guid.Parse(Text(row, "ID"))];
            Text(row, "Name").ShouldBe(server.Name);
            Text(row, "Host").ShouldBe(server.Host);
            Text(row, "Status").ShouldBe("ACTIVE");
            Text(row, "Availability Zone").ShouldBe(server.Zone);
        }
    }

    [Test]
    public async Task It_lists_flavours()
    {
        var rows = await ListAsync("flavor list --all");
        rows.Select(r => (Text(r, "ID"), Text(r, "Name"), Number(r, "RAM"), Number(r, "VCPUs")))
            .ShouldBe(_cloud.State.Flavours.Select(f => (f.Id, f.Name, (long)f.MemoryMiB, (long)f.Vcpus)));
    }

    [Test]
    public async Task It_lists_hypervisors()
    {
        var rows = await ListAsync("hypervisor list --long");
        rows.Select(r => Text(r, "Hypervisor Hostname")).ShouldBe(_cloud.State.Hosts.Keys);
        foreach (var row in rows)
        {
            var on = _cloud.State.Servers.Values.Where(s => s.Host == Text(row, "Hypervisor Hostname"));
            Number(row, "vCPUs Used").ShouldBe(on.Sum(s => s.Flavour.Vcpus));
        }
    }

    private async Task<JsonObject[]> ListAsync(string arguments) => [.. JsonNode.Parse(await RunAsync(arguments))!.AsArray().Select(r => r!.AsObject())];

    private static string Text(JsonObject row, string column) => row[column]?.ToString() ?? throw new AssertionException($"no column {column} in {row}");

    private static long Number(JsonObject row, string column) => row[column]!.GetValue<long>();

    private async Task<string> RunAsync(string arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = await CliWrap.Cli.Wrap(Program).WithArguments([.. arguments.Split(' '), "-f", "json"])
            .WithEnvironmentVariables(Programs.LoginOf(_simulator)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
        result.ExitCode.ShouldBe(0, $"openstack {arguments}\n{result.StandardError}");
        return result.StandardOutput;
    }
}
