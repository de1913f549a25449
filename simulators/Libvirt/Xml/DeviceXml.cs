using System.Globalization;
using System.Text;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Xml;

/// <summary>Disks, interfaces, console and the rest of a Nova domain. Aliases and ports are known only while it lives.</summary>
internal static class DeviceXml
{
    public static void Append(StringBuilder xml, Domain domain, bool live)
    {
        for (var i = 0; i < domain.Disks.Length; i++)
            AppendDisk(xml, domain.Disks[i], live ? (domain.Disks[i].Kind == DiskKind.ConfigDrive ? "sata0-0-0" : $"virtio-disk{i}") : null);
        xml.Append("    <controller type='usb' index='0' model='none'/>\n    <controller type='pci' index='0' model='pcie-root'/>\n");
        for (var i = 0; i < domain.Nics.Length; i++)
            AppendNic(xml, domain.Nics[i], live ? $"net{i}" : null);
        AppendRest(xml, domain, live);
    }

    private static void AppendDisk(StringBuilder xml, Disk disk, string? alias)
    {
        xml.Append(disk.Kind switch
        {
            DiskKind.File => $"""
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2' cache='none' discard='unmap'/>
                      <source file='{disk.Path}'/>
                      <target dev='{disk.Target}' bus='virtio'/>

                """,
            DiskKind.Rbd => $"""
                    <disk type='network' device='disk'>
                      <driver name='qemu' type='raw' cache='writeback' discard='unmap'/>
                      <auth username='cinder'>
                        <secret type='ceph' uuid='1d3b9e2a-0c4f-4e53-8b1d-7a6c5e4f3d2c'/>
                      </auth>
                      <source protocol='rbd' name='{disk.Path}'>
                        <host name='10.30.0.11' port='6789'/>
                      </source>
                      <target dev='{disk.Target}' bus='virtio'/>
                      <serial>{disk.Serial}</serial>

                """,
            _ => $"""
                    <disk type='file' device='cdrom'>
                      <driver name='qemu' type='raw' cache='none'/>
                      <source file='{disk.Path}'/>
                      <target dev='{disk.Target}' bus='sata'/>
                      <readonly/>

                """,
        });
        AppendAlias(xml, alias);
        xml.Append("    </disk>\n");
    }

    private static void AppendNic(StringBuilder xml, Nic nic, string? alias)
    {
        xml.Append(CultureInfo.InvariantCulture, $"""
                <interface type='bridge'>
                  <mac address='{nic.Mac}'/>
                  <source bridge='{nic.Bridge}'/>
                  <virtualport type='openvswitch'>
                    <parameters interfaceid='{nic.PortId}'/>
                  </virtualport>
                  <target dev='{nic.Target}'/>
                  <model type='virtio'/>
                  <driver name='vhost' rx_queue_size='512'/>
                  <mtu size='{nic.Mtu}'/>

            """);
        AppendAlias(xml, alias);
        xml.Append("    </interface>\n");
    }

    private static void AppendRest(StringBuilder xml, Domain domain, bool live)
    {
        // A display takes the next port from 5900; the number of an active domain keeps them apart.
        var port = live ? 5900 + (domain.Id % 50_000) : -1;
        xml.Append(CultureInfo.InvariantCulture, $"""
                <serial type='pty'>
                  <log file='/var/lib/nova/instances/{domain.Uuid}/console.log' append='off'/>
                  <target port='0'/>
                </serial>
                <input type='tablet' bus='usb'/>
                <graphics type='vnc' port='{port}' autoport='yes' listen='127.0.0.1'>
                  <listen type='address' address='127.0.0.1'/>
                </graphics>
                <video>
                  <model type='virtio' heads='1' primary='yes'/>
                </video>
                <memballoon model='virtio'>
                  <stats period='10'/>
                </memballoon>
                <rng model='virtio'>
                  <backend model='random'>/dev/urandom</backend>
                </rng>

            """);
    }

    private static void AppendAlias(StringBuilder xml, string? alias)
    {
        if (alias is not null)
            xml.Append(CultureInfo.InvariantCulture, $"      <alias name='{alias}'/>\n");
    }
}
