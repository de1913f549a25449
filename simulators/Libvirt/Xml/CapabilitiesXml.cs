using System.Globalization;
using System.Text;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Libvirt.Xml;

/// <summary>What a host can do (capability.rng, domaincaps.rng).</summary>
internal static class CapabilitiesXml
{
    public static string Of(Host host)
    {
        var topology = host.Topology;
        var xml = new StringBuilder(20_000);
        xml.Append(CultureInfo.InvariantCulture, $"""
            <capabilities>

              <host>
                <uuid>{host.Uuid}</uuid>
                <cpu>
                  <arch>x86_64</arch>
                  <model>EPYC-Rome</model>
                  <vendor>AMD</vendor>
                  <topology sockets='1' dies='1' cores='{topology.Cores}' threads='{topology.Threads}'/>
                </cpu>
                <migration_features>
                  <live/>
                  <uri_transports>
                    <uri_transport>tcp</uri_transport>
                    <uri_transport>rdma</uri_transport>
                  </uri_transports>
                </migration_features>
                <topology>
                  <cells num='{topology.Sockets}'>

            """);
        for (var node = 0; node < topology.Sockets; node++)
            AppendCell(xml, topology, node);
        xml.Append("""
                  </cells>
                </topology>
                <secmodel>
                  <model>apparmor</model>
                  <doi>0</doi>
                </secmodel>
              </host>

              <guest>
                <os_type>hvm</os_type>
                <arch name='x86_64'>
                  <wordsize>64</wordsize>
                  <emulator>/usr/bin/qemu-system-x86_64</emulator>
                  <machine maxCpus='288'>pc-q35-8.2</machine>
                  <machine canonical='pc-q35-8.2' maxCpus='288'>q35</machine>
                  <domain type='qemu'/>
                  <domain type='kvm'/>
                </arch>
              </guest>

            </capabilities>

            """);
        return xml.ToString();
    }

    public static string OfDomains(Host host, int maxVcpus) => $"""
        <domainCapabilities>
          <path>/usr/bin/qemu-system-x86_64</path>
          <domain>kvm</domain>
          <machine>pc-q35-8.2</machine>
          <arch>x86_64</arch>
          <vcpu max='{Math.Max(maxVcpus, host.Topology.Cpus)}'/>
          <iothreads supported='yes'/>
        </domainCapabilities>

        """;

    private static void AppendCell(StringBuilder xml, Topology topology, int node)
    {
        xml.Append(CultureInfo.InvariantCulture, $"""
                    <cell id='{node}'>
                      <memory unit='KiB'>{topology.MemoryKiB / topology.Sockets}</memory>
                      <cpus num='{topology.CpusPerNode}'>

            """);
        for (var i = 0; i < topology.CpusPerNode; i++)
        {
            var core = i / topology.Threads;
            var first = (node * topology.CpusPerNode) + (core * topology.Threads);
            xml.Append(CultureInfo.InvariantCulture,
                $"            <cpu id='{(node * topology.CpusPerNode) + i}' socket_id='{node}' die_id='0' core_id='{core}' siblings='{first}{(topology.Threads > 1 ? $"-{first + topology.Threads - 1}" : "")}'/>\n");
        }

        xml.Append("          </cpus>\n        </cell>\n");
    }
}

/// <summary>The machine's own labels.</summary>
internal static class SysinfoXml
{
    public static string Of(Host host) => $"""
        <sysinfo type='smbios'>
          <system>
            <entry name='manufacturer'>Dell Inc.</entry>
            <entry name='product'>PowerEdge R7525</entry>
            <entry name='uuid'>{host.Uuid}</entry>
          </system>
        </sysinfo>

        """;
}
