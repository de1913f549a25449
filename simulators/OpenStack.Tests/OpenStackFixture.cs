using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>An OpenStack on loopback for each test, with a clock that the test moves.</summary>
public abstract class OpenStackFixture
{
    protected CloudModel Cloud { get; private set; } = null!;

    protected FakeTimeProvider Time { get; private set; } = null!;

    protected OpenStackSimulator Simulator { get; private set; } = null!;

    private protected Client Api { get; private set; } = null!;

    protected virtual OpenStackSpec Spec => new();

    protected virtual CloudModel Build() => TestCloud.Build();

    [SetUp]
    public async Task StartAsync()
    {
        Cloud = Build();
        Time = new FakeTimeProvider(TestCloud.Noon);
        Simulator = await OpenStackSimulator.StartAsync(Cloud, Spec, Time);
        Api = new Client(Simulator);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Api.Dispose();
        Simulator.Failures.ShouldBeEmpty();
        await Simulator.DisposeAsync();
    }
}
