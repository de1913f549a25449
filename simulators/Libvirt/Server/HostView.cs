using System.Collections.Immutable;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>One host of the cloud, as its daemon sees it.</summary>
internal sealed class HostView(CloudModel model, string name)
{
    private ImmutableArray<Exception> _failures = [];

    public CloudModel Model { get; } = model;

    public string Name { get; } = name;

    /// <summary>Exceptions that are our own mistakes.</summary>
    public ImmutableArray<Exception> Failures => _failures;

    public HostMoment Look()
    {
        var (state, now) = Model.Look();
        return new HostMoment(state.Host(Name), now);
    }

    public void Failed(Exception mistake) => ImmutableInterlocked.Update(ref _failures, all => all.Add(mistake));
}

/// <summary>A host and the guest time at which it was looked at.</summary>
internal readonly record struct HostMoment(Host Host, DateTimeOffset Now);
