using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>An OpenStack on loopback with a clock that the test moves.</summary>
public abstract class OnLoopback
{
    protected CloudModel Cloud { get; private set; } = null!;

    protected FakeTimeProvider Time { get; private set; } = null!;

    protected OpenStackSimulator Simulator { get; private set; } = null!;

    private protected Client Api { get; private set; } = null!;

    protected virtual OpenStackSpec Spec => new();

    protected virtual CloudModel Build() => TestCloud.Build();

    private protected async Task OpenAsync()
    {
        Cloud = Build();
        Time = new FakeTimeProvider(TestCloud.Noon);
        Simulator = await OpenStackSimulator.StartAsync(Cloud, Spec, Time);
        Api = new Client(Simulator);
    }

    private protected async Task CloseAsync()
    {
        Api.Dispose();
        Simulator.Failures.ShouldBeEmpty();
        await Simulator.DisposeAsync();
    }
}

/// <summary>A new one for each test.</summary>
public abstract class OpenStackFixture : OnLoopback
{
    [SetUp]
    public Task StartAsync() => OpenAsync();

    [TearDown]
    public Task StopAsync() => CloseAsync();
}

/// <summary>One for all tests of a fixture, which only read.</summary>
public abstract class ReadingFixture : OnLoopback
{
    [OneTimeSetUp]
    public Task StartAsync() => OpenAsync();

    [SetUp]
    public void ForgetToken() => Api.Token = null;

    [OneTimeTearDown]
    public Task StopAsync() => CloseAsync();
}
