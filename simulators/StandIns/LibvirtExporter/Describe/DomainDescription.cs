using System.Collections.Immutable;
using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;

namespace Validation.Simulators.StandIns.LibvirtExporter.Describe;

/// <summary>A disk or interface: its name on the wire, the labels of its counters and the labels of its information.</summary>
internal sealed record DeviceDescription(byte[] Target, Label Label, Label Info);

/// <summary>The labels that a domain's XML gives its series. Made once and kept while the XML stays the same.</summary>
internal sealed class DomainDescription
{
    private readonly string _domain;
    private readonly ImmutableArray<DeviceDescription> _all;

    public DomainDescription(string domain, DomainXml xml)
    {
        _domain = domain;
        var nova = xml.Nova;
        Machine = Label.Of(("domain", domain), ("os_type", xml.OsType), ("os_type_arch", xml.OsArch), ("os_type_machine", xml.OsMachine));
        OpenStack = Label.Of(
            ("domain", domain), ("flavor_name", nova.Flavor), ("instance_id", xml.Uuid), ("instance_name", nova.Name),
            ("project_id", nova.ProjectId), ("project_name", nova.ProjectName), ("user_id", nova.UserId), ("user_name", nova.UserName));
        _all = [.. xml.Disks.Select(Describe).OrderBy(disk => disk.Label)];
        Disks = [.. xml.Disks.Where(disk => disk.Counted).Select(Describe).OrderBy(disk => disk.Label)];
        Interfaces = [.. xml.Interfaces.Where(item => item.TargetDevice.Length > 0).Select(Describe).OrderBy(item => item.Label)];
    }

    /// <summary>Labels of <c>libvirt_domain_info</c>.</summary>
    public Label Machine { get; }

    /// <summary>Labels of <c>libvirt_domain_openstack_info</c>.</summary>
    public Label OpenStack { get; }

    /// <summary>Disks with counters of their own, by name.</summary>
    public ImmutableArray<DeviceDescription> Disks { get; }

    /// <summary>Interfaces that have a device on the host, by name.</summary>
    public ImmutableArray<DeviceDescription> Interfaces { get; }

    /// <summary>Labels of any disk that the statistics name, also of one that the XML does not know.</summary>
    public Label DiskLabel(ReadOnlySpan<byte> target)
    {
        foreach (var disk in _all)
        {
            if (target.SequenceEqual(disk.Target))
                return disk.Label;
        }

        return DeviceLabel(Encoding.UTF8.GetString(target));
    }

    private DeviceDescription Describe(DiskXml disk) => new(
        Encoding.UTF8.GetBytes(disk.TargetDevice),
        DeviceLabel(disk.TargetDevice),
        Label.Of(
            ("disk_type", disk.Type), ("domain", _domain), ("driver_cache", disk.DriverCache), ("driver_discard", disk.DriverDiscard),
            ("driver_name", disk.DriverName), ("driver_type", disk.DriverType), ("serial", disk.Serial), ("source_file", disk.SourceFile),
            ("source_protocol", disk.SourceProtocol), ("target_bus", disk.TargetBus), ("target_device", disk.TargetDevice)));

    private DeviceDescription Describe(InterfaceXml item) => new(
        Encoding.UTF8.GetBytes(item.TargetDevice),
        DeviceLabel(item.TargetDevice),
        Label.Of(
            ("domain", _domain), ("interface_type", item.Type), ("mac_address", item.MacAddress), ("model_type", item.ModelType),
            ("mtu_size", item.MtuSize), ("source_bridge", item.SourceBridge), ("target_device", item.TargetDevice)));

    private Label DeviceLabel(string target) => Label.Of(("domain", _domain), ("target_device", target));
}
