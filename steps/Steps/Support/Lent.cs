using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Steps.Expectations;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>The compute host that a scenario has borrowed, and the domain it speaks of.</summary>
public sealed class Lent : IAsyncDisposable
{
    private ComputeHost? _host;
    private Guid? _domain;

    /// <summary>The host.</summary>
    /// <exception cref="InvalidOperationException">The scenario has borrowed none.</exception>
    public ComputeHost Host => _host ?? throw new InvalidOperationException("The scenario has no compute host yet: say 'Given a compute host with … domains' first.");

    /// <summary>What its exporter must say.</summary>
    public DebianLibvirtExporter Exporter => new(LabelSet.Of(("job", "libvirt"), ("compute_host", Host.Name),
        ("instance", ValidationRun.Current.Bed[Host.Exporter].Endpoint().Authority)));

    /// <summary>The domain that was changed last, or else the second one.</summary>
    public Domain Domain
    {
        get
        {
            var domains = Host.Look().Domains;
            _domain ??= domains[domains.Length / 2].Uuid;
            return domains.Single(d => d.Uuid == _domain);
        }
    }

    /// <summary>The labels by which alerts name that domain.</summary>
    public LabelSet DomainLabels => LabelSet.Of(("domain", Domain.Name), ("uuid", Domain.Uuid.ToString()), ("compute_host", Host.Name));

    /// <summary>Borrows a host and fills it.</summary>
    public async Task BorrowAsync(int domains)
    {
        using var deadline = ValidationRun.Current.In(TimeSpan.FromMinutes(5));
        _host = await ValidationRun.Current.Hosts.BorrowAsync(deadline);
        await _host.PopulateAsync(domains);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await ValidationRun.Current.Hosts.ReturnAsync(host);
        }
    }
}
