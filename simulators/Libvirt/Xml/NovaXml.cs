using System.Globalization;
using System.Text;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Xml;

/// <summary>Nova's metadata, version 1.1, its elements in Nova's order.</summary>
internal static class NovaXml
{
    public const string Namespace = "http://openstack.org/xmlns/libvirt/nova/1.1";

    public static void Append(StringBuilder xml, NovaMetadata nova)
    {
        xml.Append("  <metadata>\n");
        AppendInstance(xml, nova, "    ");
        xml.Append("  </metadata>\n");
    }

    /// <summary>The element alone, each line after <paramref name="indent"/>.</summary>
    public static void AppendInstance(StringBuilder xml, NovaMetadata nova, string indent)
    {
        var flavour = nova.Flavour;
        xml.Append(CultureInfo.InvariantCulture, $"""
            {indent}<nova:instance xmlns:nova="{Namespace}">
            {indent}  <nova:package version="{nova.Package}"/>
            {indent}  <nova:name>{DomainXml.Escaped(nova.ServerName)}</nova:name>
            {indent}  <nova:creationTime>{nova.CreatedAt:yyyy-MM-dd HH:mm:ss}</nova:creationTime>
            {indent}  <nova:flavor name="{DomainXml.Escaped(flavour.Name)}">
            {indent}    <nova:memory>{flavour.MemoryMiB}</nova:memory>
            {indent}    <nova:disk>{flavour.DiskGiB}</nova:disk>
            {indent}    <nova:swap>{flavour.SwapMiB}</nova:swap>
            {indent}    <nova:ephemeral>{flavour.EphemeralGiB}</nova:ephemeral>
            {indent}    <nova:vcpus>{flavour.Vcpus}</nova:vcpus>
            {indent}  </nova:flavor>
            {indent}  <nova:owner>
            {indent}    <nova:user uuid="{nova.UserId}">{DomainXml.Escaped(nova.UserName)}</nova:user>
            {indent}    <nova:project uuid="{nova.ProjectId}">{DomainXml.Escaped(nova.ProjectName)}</nova:project>
            {indent}  </nova:owner>

            """);
        if (nova.ImageId is { } image)
            xml.Append(CultureInfo.InvariantCulture, $"{indent}  <nova:root type=\"image\" uuid=\"{image}\"/>\n");
        AppendPorts(xml, nova, indent);
        xml.Append(CultureInfo.InvariantCulture, $"{indent}</nova:instance>\n");
    }

    private static void AppendPorts(StringBuilder xml, NovaMetadata nova, string indent)
    {
        if (nova.Ports.IsEmpty)
            return;
        xml.Append(CultureInfo.InvariantCulture, $"{indent}  <nova:ports>\n");
        foreach (var port in nova.Ports)
        {
            xml.Append(CultureInfo.InvariantCulture, $"{indent}    <nova:port uuid=\"{port.Id}\">\n");
            foreach (var address in port.Addresses)
                xml.Append(CultureInfo.InvariantCulture, $"{indent}      <nova:ip type=\"fixed\" address=\"{address}\" ipVersion=\"{(address.Contains(':') ? 6 : 4)}\"/>\n");
            xml.Append(CultureInfo.InvariantCulture, $"{indent}    </nova:port>\n");
        }

        xml.Append(CultureInfo.InvariantCulture, $"{indent}  </nova:ports>\n");
    }
}
