using Validation.Simulators.Cloud;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The real virsh and a simulated host for each test. Skipped, with the reason, where virsh is not installed.</summary>
internal abstract class VirshFixture
{
    private LibvirtSimulator _simulator = null!;

    protected string Virsh { get; private set; } = null!;

    protected CloudModel Cloud => _simulator.Model;

    protected LibvirtServer Server => _simulator[TestHosts.First];

    protected LibvirtServer Other => _simulator["compute-0002"];

    protected virtual int Servers => 4;

    protected virtual int Hosts => 1;

    [SetUp]
    public async Task StartAsync()
    {
        Virsh = RealProgram.Find("virsh", "libvirt-clients");
        _simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(Servers, Hosts));
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_simulator is null)
            return;
        Server.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    /// <summary>What virsh prints, the same over TCP and over the unix socket.</summary>
    protected async Task<string> RunAsync(params string[] command)
    {
        var output = await RunOnAsync(Server.TcpUri.ToString(), command);
        (await RunOnAsync(Server.UnixUri.ToString(), command)).ShouldBe(output);
        return output;
    }

    /// <summary>What virsh prints when it changes something: asked once.</summary>
    protected Task<string> ChangeAsync(params string[] command) => RunOnAsync(Server.TcpUri.ToString(), command);

    protected async Task<string> RunOnAsync(string uri, params string[] command)
    {
        var (code, output, errors) = await RealProgram.RunAsync(Virsh, ["-c", uri, .. command]);
        code.ShouldBe(0, errors);
        errors.ShouldBeEmpty();
        return output;
    }

    protected async Task<string> FailAsync(params string[] command)
    {
        var (code, output, errors) = await RealProgram.RunAsync(Virsh, ["-c", Server.TcpUri.ToString(), .. command]);
        code.ShouldBe(1, output);
        return errors;
    }

    /// <summary>Rows of a table of virsh, under its head, single spaces between columns.</summary>
    protected static IEnumerable<string> Rows(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
