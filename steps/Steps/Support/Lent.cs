using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Steps.Expectations;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>The simulated cloud that a scenario has borrowed, the host it speaks of, and the domain.</summary>
public sealed class Lent : IAsyncDisposable
{
    private readonly Stack<IDisposable> _faults = [];
    private ComputeCloud? _cloud;
    private Guid? _domain;

    /// <summary>The cloud.</summary>
    /// <exception cref="InvalidOperationException">The scenario has borrowed none.</exception>
    public ComputeCloud Cloud => _cloud ?? throw new InvalidOperationException("The scenario has no compute host yet: say 'Given a compute host with … domains' first.");

    /// <summary>The host that new servers run on.</summary>
    public ComputeHost Host => Cloud.Hosts[0];

    /// <summary>The host that servers can move to.</summary>
    public ComputeHost Other => Cloud.Hosts[1];

    /// <summary>When its domains were created; they have counted since then.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The server that is spoken of: once it is chosen, always the same.</summary>
    public Guid Server => _domain ??= Host.Look().Host.Domains.All.ElementAt(Host.Look().Host.Domains.Count / 2).Uuid;

    /// <summary>Its domain on the first host.</summary>
    public Domain Domain => Host.Domain(Server);

    /// <summary>What the distribution's exporter of the first host must say.</summary>
    public DebianLibvirtExporter DebianExporter => new(Target("libvirt-debian", Host.Name, Host.DebianExporter));

    /// <summary>The labels by which alerts name that domain.</summary>
    public LabelSet DomainLabels => LabelSet.Of(("domain", Domain.Name), ("instance_id", Server.ToString()), ("host_name", Host.Name));

    /// <summary>What Genestack's exporter of a host must say.</summary>
    public static InovexLibvirtExporter ExporterOf(ComputeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new InovexLibvirtExporter(Target("libvirt", host.Name, host.Exporter));
    }

    /// <summary>Borrows a cloud and fills its first host.</summary>
    public async Task BorrowAsync(int domains)
    {
        using var deadline = ValidationRun.Current.In(TimeSpan.FromMinutes(5));
        _cloud = await ValidationRun.Current.Clouds.BorrowAsync(deadline);
        Since = ValidationRun.Current.Clock.GetUtcNow();
        await _cloud.CreateAsync(domains);
    }

    /// <summary>Keeps a fault until it is healed, at the latest by the scenario's end.</summary>
    public void Break(IDisposable fault) => _faults.Push(fault);

    /// <summary>Heals all faults.</summary>
    public void Heal()
    {
        while (_faults.TryPop(out var fault))
            fault.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Heal();
        if (_cloud is { } cloud)
        {
            _cloud = null;
            await ValidationRun.Current.Clouds.ReturnAsync(cloud);
        }
    }

    private static LabelSet Target(string job, string host, string exporter) =>
        LabelSet.Of(("job", job), ("host_name", host), ("instance", ValidationRun.Current.Bed[exporter].Endpoint().Authority));
}
