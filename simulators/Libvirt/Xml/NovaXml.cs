using System.Globalization;
using System.Text;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Xml;

/// <summary>Nova's metadata, version 1.1, its elements in Nova's order.</summary>
internal static class NovaXml
{
    public static void Append(StringBuilder xml, NovaMetadata nova)
    {
        var flavour = nova.Flavour;
        xml.Append(CultureInfo.InvariantCulture, $"""
              <metadata>
                <nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.1">
                  <nova:package version="{nova.Package}"/>
                  <nova:name>{DomainXml.Escaped(nova.ServerName)}</nova:name>
                  <nova:creationTime>{nova.CreatedAt:yyyy-MM-dd HH:mm:ss}</nova:creationTime>
                  <nova:flavor name="{DomainXml.Escaped(flavour.Name)}">
                    <nova:memory>{flavour.MemoryMiB}</nova:memory>
                    <nova:disk>{flavour.DiskGiB}</nova:disk>
                    <nova:swap>{flavour.SwapMiB}</nova:swap>
                    <nova:ephemeral>{flavour.EphemeralGiB}</nova:ephemeral>
                    <nova:vcpus>{flavour.Vcpus}</nova:vcpus>
                  </nova:flavor>
                  <nova:owner>
                    <nova:user uuid="{nova.UserId}">{DomainXml.Escaped(nova.UserName)}</nova:user>
                    <nova:project uuid="{nova.ProjectId}">{DomainXml.Escaped(nova.ProjectName)}</nova:project>
                  </nova:owner>

            """);
        if (nova.ImageId is { } image)
            xml.Append(CultureInfo.InvariantCulture, $"      <nova:root type=\"image\" uuid=\"{image}\"/>\n");
        AppendPorts(xml, nova);
        xml.Append("    </nova:instance>\n  </metadata>\n");
    }

    private static void AppendPorts(StringBuilder xml, NovaMetadata nova)
    {
        if (nova.Ports.IsEmpty)
            return;
        xml.Append("      <nova:ports>\n");
        foreach (var port in nova.Ports)
        {
            xml.Append(CultureInfo.InvariantCulture, $"        <nova:port uuid=\"{port.Id}\">\n");
            foreach (var address in port.Addresses)
                xml.Append(CultureInfo.InvariantCulture, $"          <nova:ip type=\"fixed\" address=\"{address}\" ipVersion=\"{(address.Contains(':') ? 6 : 4)}\"/>\n");
            xml.Append("        </nova:port>\n");
        }

        xml.Append("      </nova:ports>\n");
    }
}
