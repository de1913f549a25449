using System.Globalization;
using System.Security;
using System.Text;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Xml;

/// <summary>A domain as libvirt describes it after Nova defined it (nova/virt/libvirt/config.py).</summary>
public static class DomainXml
{
    /// <summary>The description of a live domain, or of what it will be when it starts again.</summary>
    public static string Of(Domain domain, bool live)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var xml = new StringBuilder(6_000);
        xml.Append(CultureInfo.InvariantCulture, $"""
            <domain type='kvm'{(live ? $" id='{domain.Id}'" : "")}>
              <name>{domain.Name}</name>
              <uuid>{domain.Uuid}</uuid>

            """);
        NovaXml.Append(xml, domain.Nova);
        AppendMachine(xml, domain);
        xml.Append("  <devices>\n    <emulator>/usr/bin/qemu-system-x86_64</emulator>\n");
        DeviceXml.Append(xml, domain, live);
        xml.Append("  </devices>\n");
        if (live)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""
                  <seclabel type='dynamic' model='apparmor' relabel='yes'>
                    <label>libvirt-{domain.Uuid}</label>
                    <imagelabel>libvirt-{domain.Uuid}</imagelabel>
                  </seclabel>

                """);
        }

        return xml.Append("</domain>\n").ToString();
    }

    /// <summary>Text that may stand in an element or attribute.</summary>
    internal static string Escaped(string text) => SecurityElement.Escape(text);

    private static void AppendMachine(StringBuilder xml, Domain domain) => xml.Append(CultureInfo.InvariantCulture, $"""
          <memory unit='KiB'>{domain.MemoryKiB}</memory>
          <currentMemory unit='KiB'>{domain.BalloonKiB}</currentMemory>
          <vcpu placement='static'>{domain.Vcpus.Length}</vcpu>
          <cputune>
            <shares>{1024 * domain.Vcpus.Length}</shares>
          </cputune>
          <resource>
            <partition>/machine</partition>
          </resource>
          <sysinfo type='smbios'>
            <system>
              <entry name='manufacturer'>OpenStack Foundation</entry>
              <entry name='product'>OpenStack Nova</entry>
              <entry name='version'>{domain.Nova.Package}</entry>
              <entry name='serial'>{domain.Uuid}</entry>
              <entry name='uuid'>{domain.Uuid}</entry>
              <entry name='family'>Virtual Machine</entry>
            </system>
          </sysinfo>
          <os>
            <type arch='x86_64' machine='pc-q35-8.2'>hvm</type>
            <boot dev='hd'/>
            <smbios mode='sysinfo'/>
          </os>
          <features>
            <acpi/>
            <apic/>
            <vmcoreinfo state='on'/>
          </features>
          <cpu mode='host-model' check='partial'>
            <topology sockets='{domain.Vcpus.Length}' dies='1' cores='1' threads='1'/>
          </cpu>
          <clock offset='utc'>
            <timer name='pit' tickpolicy='delay'/>
            <timer name='rtc' tickpolicy='catchup'/>
            <timer name='hpet' present='no'/>
          </clock>
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>restart</on_reboot>
          <on_crash>{(domain.OnCrash == OnCrash.Preserve ? "preserve" : "destroy")}</on_crash>

        """);
}
