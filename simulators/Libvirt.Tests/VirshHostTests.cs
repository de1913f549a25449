using System.Xml.Linq;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The host itself in the real virsh.</summary>
internal sealed class VirshHostTests : VirshFixture
{
    [Test]
    public async Task Its_hardware_is_the_models()
    {
        var topology = Cloud.State.Host(TestHosts.First).Topology;
        Pairs(await RunAsync("nodeinfo")).ShouldBe(new Dictionary<string, string>
        {
            ["CPU model"] = "x86_64", ["CPU(s)"] = $"{topology.Cpus}", ["CPU frequency"] = $"{topology.MHz} MHz", ["CPU socket(s)"] = "1",
            ["Core(s) per socket"] = $"{topology.Cores}", ["Thread(s) per core"] = $"{topology.Threads}", ["NUMA cell(s)"] = $"{topology.Sockets}",
            ["Memory size"] = $"{topology.MemoryKiB} KiB",
        }, ignoreOrder: true);
    }

    [Test]
    public async Task Its_cpu_times_add_up_to_its_uptime()
    {
        var host = Cloud.State.Host(TestHosts.First);
        var up = (Cloud.Clock.Now - host.BootedAt).Ticks * 100;
        long Sum(Dictionary<string, string> parts) => parts.Where(p => p.Key is "user" or "system" or "idle" or "iowait").Sum(p => long.Parse(p.Value));
        var before = Pairs(await RunAsync("nodecpustats"));
        Sum(before).ShouldBe(up * host.Topology.Cpus);
        Sum(Pairs(await RunAsync("nodecpustats", "--cpu", "3"))).ShouldBe(up);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        long.Parse(Pairs(await RunAsync("nodecpustats"))["user"]).ShouldBeGreaterThan(long.Parse(before["user"]));
    }

    [Test]
    public async Task Its_memory_is_that_of_the_model_less_what_domains_took()
    {
        var memory = Pairs(await RunAsync("nodememstats"));
        memory["total"].ShouldBe($"{Cloud.State.Host(TestHosts.First).Topology.MemoryKiB} KiB");
        Cloud.Stop(Cloud.Domain("instance-00000001").Uuid);
        long Free(Dictionary<string, string> of) => long.Parse(of["free"].Split(' ')[0]);
        Free(Pairs(await RunAsync("nodememstats"))).ShouldBeGreaterThan(Free(memory));
        Pairs(await RunAsync("nodememstats", "--cell", "1"))["total"].ShouldBe($"{Cloud.State.Host(TestHosts.First).Topology.MemoryKiB / 2} KiB");
    }

    [Test]
    public async Task Its_capabilities_name_each_cpu_once()
    {
        var xml = XDocument.Parse(await RunAsync("capabilities"));
        xml.Descendants("cell").Count().ShouldBe(2);
        xml.Descendants("cell").Descendants("cpu").Select(c => (int)c.Attribute("id")!).ShouldBe(Enumerable.Range(0, 64));
        xml.Descendants("cell").Descendants("memory").Sum(m => (long)m).ShouldBe(Cloud.State.Host(TestHosts.First).Topology.MemoryKiB);
    }

    [Test]
    public async Task Its_capabilities_keep_to_libvirts_schema()
    {
        var validate = RealProgram.Find("virt-xml-validate", "libvirt-clients");
        RealProgram.Find("xmllint", "libxml2-utils");
        foreach (var (command, schema) in new[] { ("capabilities", "capability"), ("domcapabilities", "domaincaps") })
        {
            var file = Path.Combine(Path.GetDirectoryName(Server.SocketPath)!, $"{command}.xml");
            await File.WriteAllTextAsync(file, await RunAsync(command));
            var (code, output, errors) = await RealProgram.RunAsync(validate, file, schema);
            code.ShouldBe(0, output + errors);
        }
    }

    [Test]
    public async Task Its_names_and_versions_are_told()
    {
        (await RunAsync("hostname")).Trim().ShouldBe(TestHosts.First);
        (await RunOnAsync(Server.TcpUri.ToString(), "uri")).Trim().ShouldBe(Server.TcpUri.ToString());
        (await RunOnAsync(Server.UnixUri.ToString(), "uri")).Trim().ShouldBe(Server.UnixUri.ToString());
        var version = await RunAsync("version", "--daemon");
        version.ShouldContain("Running hypervisor: QEMU 8.2.2");
        version.ShouldContain("Running against daemon: 9.0.0");
        (await RunAsync("maxvcpus")).Trim().ShouldBe("288");
        (await RunAsync("sysinfo")).ShouldContain($"{Cloud.State.Host(TestHosts.First).Uuid}");
    }

    [Test]
    public async Task Its_pool_is_the_local_disk()
    {
        var host = Cloud.State.Host(TestHosts.First);
        Rows(await RunAsync("pool-list", "--all")).ShouldBe(["nova-local active yes"]);
        Rows(await RunAsync("pool-list", "--inactive")).ShouldBeEmpty();
        var info = Pairs(await RunAsync("pool-info", "--bytes", "nova-local"));
        var used = host.Domains.All.Sum(d => d.Disks.Where(k => k.Kind != DiskKind.Rbd).Sum(k => k.Allocated));
        (info["State"], info["Capacity"], info["Allocation"]).ShouldBe(("running", $"{host.Topology.DiskGiB * (1L << 30)}", $"{used}"));
        (await FailAsync("pool-info", "nosuch")).ShouldContain("no storage pool with matching name 'nosuch'");
    }

    [Test]
    public async Task Its_networks_are_libvirts_own_one_that_nobody_started()
    {
        Rows(await RunAsync("net-list", "--all")).ShouldBe(["default inactive no yes"]);
        Rows(await RunAsync("net-list")).ShouldBeEmpty();
        Rows(await RunAsync("iface-list", "--all")).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Pairs(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
}
