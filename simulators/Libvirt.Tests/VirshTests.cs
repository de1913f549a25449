using System.Globalization;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The real virsh against a simulated host.</summary>
internal sealed class VirshTests : VirshFixture
{
    [Test]
    public async Task It_lists_every_state_on_tcp_and_on_both_unix_sockets()
    {
        Cloud.Pause(Cloud.Domain("instance-00000002").Uuid);
        Cloud.Crash(Cloud.Domain("instance-00000003").Uuid, OnCrash.Preserve);
        Cloud.Crash(Cloud.Domain("instance-00000004").Uuid, OnCrash.Destroy);
        foreach (var uri in new[] { Server.TcpUri.ToString(), Server.UnixUri.ToString(), $"qemu+unix:///system?socket={Server.ReadOnlySocketPath}" })
        {
            var lines = (await RunOnAsync(uri, "list", "--all")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            lines.ShouldBe(["1 instance-00000001 running", "2 instance-00000002 paused", "3 instance-00000003 crashed", "- instance-00000004 shut off"]);
        }
    }

    [Test]
    public async Task It_tells_why_a_domain_is_in_its_state()
    {
        async Task<string> StateAsync() => (await RunAsync("domstate", "--reason", "instance-00000001")).Trim();
        var id = Cloud.Domain("instance-00000001").Uuid;
        (await StateAsync()).ShouldBe("running (booted)");
        Cloud.Pause(id);
        (await StateAsync()).ShouldBe("paused (user)");
        Cloud.Resume(id);
        (await StateAsync()).ShouldBe("running (unpaused)");
        Cloud.Crash(id, OnCrash.Preserve);
        (await StateAsync()).ShouldBe("crashed (panicked)");
        Cloud.Reboot(id);
        Cloud.Crash(id, OnCrash.Destroy);
        (await StateAsync()).ShouldBe("shut off (crashed)");
        Cloud.Start(id);
        Cloud.Stop(id);
        (await StateAsync()).ShouldBe("shut off (shutdown)");
    }

    [Test]
    public async Task It_shows_a_domain_with_the_models_values()
    {
        var domain = Cloud.Domain("instance-00000001");
        var info = (await RunAsync("dominfo", domain.Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        var cpu = domain.CpuAt(domain.ElapsedAt(Cloud.Clock.Now)).Time / 1e9;
        info.ShouldBe(new Dictionary<string, string>
        {
            ["Id"] = $"{domain.Id}", ["Name"] = domain.Name, ["UUID"] = $"{domain.Uuid}", ["OS Type"] = "hvm", ["State"] = "running",
            ["CPU(s)"] = $"{domain.Vcpus.Length}", ["CPU time"] = string.Create(CultureInfo.InvariantCulture, $"{cpu:f1}s"),
            ["Max memory"] = $"{domain.MemoryKiB} KiB", ["Used memory"] = $"{domain.BalloonKiB} KiB", ["Persistent"] = "yes", ["Autostart"] = "disable",
            ["Managed save"] = "no", ["Security model"] = "apparmor", ["Security DOI"] = "0", ["Security label"] = $"libvirt-{domain.Uuid} (enforcing)",
        }, ignoreOrder: true);
    }

    [Test]
    public async Task It_names_disks_and_interfaces_from_the_description()
    {
        var domain = Cloud.Domain("instance-00000002");
        var disks = await RunAsync("domblklist", domain.Name);
        domain.Disks.ShouldAllBe(d => disks.Contains(d.Target) && disks.Contains(d.Path));
        var nics = await RunAsync("domiflist", domain.Name);
        domain.Nics.ShouldAllBe(n => nics.Contains(n.Target) && nics.Contains(n.Mac));
    }

    [Test]
    public async Task It_knows_the_host()
    {
        (await RunAsync("hostname")).Trim().ShouldBe(TestHosts.First);
        (await RunAsync("version")).ShouldContain("Running hypervisor: QEMU 8.2.2");
    }

    [Test]
    public async Task It_says_that_a_domain_is_not_there()
    {
        var (code, _, errors) = await RealProgram.RunAsync(Virsh, "-c", Server.TcpUri.ToString(), "dominfo", "nosuch");
        code.ShouldBe(1);
        errors.ShouldContain("failed to get domain 'nosuch'");
    }

    [Test]
    public async Task A_domain_description_keeps_to_libvirts_schema([Values] bool live)
    {
        var validate = RealProgram.Find("virt-xml-validate", "libvirt-clients");
        RealProgram.Find("xmllint", "libxml2-utils");
        Cloud.Create(new ServerSpec("a <b> & 'c' \"d\" é", Volumes: 3, Ports: 3, OnCrash: OnCrash.Preserve));
        Cloud.Create(new ServerSpec("bare", Volumes: 0, Ports: 0));
        foreach (var domain in Cloud.State.Host(TestHosts.First).Domains.All)
        {
            var file = Path.Combine(Path.GetDirectoryName(Server.SocketPath)!, "domain.xml");
            await File.WriteAllTextAsync(file, await RunAsync(live ? ["dumpxml", domain.Name] : ["dumpxml", "--inactive", domain.Name]));
            var (code, output, errors) = await RealProgram.RunAsync(validate, file, "domain");
            code.ShouldBe(0, output + errors);
        }
    }
}
