using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Libvirt;

namespace Validation.Steps.Run;

/// <summary>A simulated compute host: its daemon, and the exporters beside it.</summary>
/// <param name="Name">Name in the stack, and label <c>host_name</c>: <c>compute-1a</c>.</param>
/// <param name="Model">The cloud it belongs to.</param>
/// <param name="Daemon">Its libvirt daemon, which can go and come back.</param>
/// <param name="HasDebianExporter">True when the distribution's exporter runs beside Genestack's.</param>
public sealed record ComputeHost(string Name, CloudModel Model, LibvirtServer Daemon, bool HasDebianExporter)
{
    /// <summary>Name of the exporter in the stack that Genestack runs.</summary>
    public string Exporter => $"libvirt-exporter-{Name}";

    /// <summary>Name of the distribution's exporter beside it.</summary>
    public string DebianExporter => $"debian-libvirt-exporter-{Name}";

    /// <summary>What it is, for the report.</summary>
    public Origin Origin => new(Name, Provenance.StandIn, "libvirtd", "9.0.0", "simulated libvirt host", "");

    /// <summary>The host as it is now, and the guest time.</summary>
    public (Host Host, DateTimeOffset Now) Look()
    {
        var (state, now) = Model.Look();
        return (state.Host(Daemon.Host), now);
    }

    /// <summary>A domain as it is on this host now.</summary>
    /// <exception cref="KeyNotFoundException">It is not here.</exception>
    public Domain Domain(Guid uuid) => Look().Host.Domains.TryGet(uuid, out var domain)
        ? domain
        : throw new KeyNotFoundException($"Domain {uuid} is not on {Name}.");
}
