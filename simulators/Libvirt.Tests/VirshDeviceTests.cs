using System.Globalization;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>Devices, CPUs and memory of a domain in the real virsh: every value is the model's.</summary>
internal sealed class VirshDeviceTests : VirshFixture
{
    private const string Name = "instance-00000001";

    private Domain Domain => Cloud.Domain(Name);

    [Test]
    public async Task Blocks_counters_are_the_models()
    {
        Cloud.Clock.Advance(TimeSpan.FromSeconds(17));
        for (var i = 0; i < Domain.Disks.Length; i++)
        {
            var disk = Domain.DiskAt(i, Domain.ElapsedAt(Cloud.Clock.Now));
            var target = Domain.Disks[i].Target;
            Words(await RunAsync("domblkstat", Name, target)).ShouldBe(
            [
                $"{target} rd_req {disk.ReadRequests}", $"{target} rd_bytes {disk.ReadBytes}", $"{target} wr_req {disk.WriteRequests}", $"{target} wr_bytes {disk.WriteBytes}",
                $"{target} flush_operations {disk.FlushRequests}", $"{target} rd_total_times {disk.ReadTime}", $"{target} wr_total_times {disk.WriteTime}",
                $"{target} flush_total_times {disk.FlushTime}",
            ]);
        }
    }

    [Test]
    public async Task Without_a_disk_named_all_are_summed()
    {
        var reads = Enumerable.Range(0, Domain.Disks.Length).Sum(i => Domain.DiskAt(i, Domain.ElapsedAt(Cloud.Clock.Now)).ReadRequests);
        Words(await RunAsync("domblkstat", Name)).ShouldContain($"rd_req {reads}");
    }

    [Test]
    public async Task The_old_call_for_block_counters_serves_when_the_new_one_is_refused()
    {
        using var fault = Server.Faults.Refuse(Protocol.ErrorCode.NoSupport, "this function is not supported", Protocol.Procedure.DomainBlockStatsFlags);
        var disk = Domain.DiskAt(0, Domain.ElapsedAt(Cloud.Clock.Now));
        Words(await RunAsync("domblkstat", Name, "vda")).ShouldBe(
            [$"vda rd_req {disk.ReadRequests}", $"vda rd_bytes {disk.ReadBytes}", $"vda wr_req {disk.WriteRequests}", $"vda wr_bytes {disk.WriteBytes}"]);
    }

    [Test]
    public async Task Sizes_of_disks_are_the_models()
    {
        foreach (var disk in Domain.Disks)
        {
            Words(await RunAsync("domblkinfo", Name, disk.Target)).ShouldBe(
                [$"Capacity: {disk.Capacity}", $"Allocation: {disk.Allocated}", $"Physical: {(disk.Kind == DiskKind.Rbd ? disk.Capacity : disk.Allocated)}"]);
        }
    }

    [Test]
    public async Task Interfaces_counters_are_the_models()
    {
        for (var i = 0; i < Domain.Nics.Length; i++)
        {
            var nic = Domain.NicAt(i, Domain.ElapsedAt(Cloud.Clock.Now));
            var target = Domain.Nics[i].Target;
            Words(await RunAsync("domifstat", Name, target)).ShouldBe(
            [
                $"{target} rx_bytes {nic.ReceiveBytes}", $"{target} rx_packets {nic.ReceivePackets}", $"{target} rx_errs {nic.ReceiveErrors}",
                $"{target} rx_drop {nic.ReceiveDrops}", $"{target} tx_bytes {nic.TransmitBytes}", $"{target} tx_packets {nic.TransmitPackets}",
                $"{target} tx_errs {nic.TransmitErrors}", $"{target} tx_drop {nic.TransmitDrops}",
            ]);
        }
    }

    [Test]
    public async Task Memory_statistics_are_the_models()
    {
        var m = Domain.MemoryAt(Cloud.Clock.Now);
        Words(await RunAsync("dommemstat", Name)).ShouldBe(
        [
            $"actual {m.Actual}", $"swap_in {m.Paging.SwapIn}", $"swap_out {m.Paging.SwapOut}", $"major_fault {m.Paging.MajorFaults}",
            $"minor_fault {m.Paging.MinorFaults}", $"unused {m.Unused}", $"available {m.Available}", $"usable {m.Usable}",
            $"last_update {m.LastUpdate.ToUnixTimeSeconds()}", $"disk_caches {m.DiskCaches}", "hugetlb_pgalloc 0", "hugetlb_pgfail 0", $"rss {m.Rss}",
        ]);
    }

    [Test]
    public async Task Virtual_cpus_run_where_the_model_says_and_may_run_anywhere()
    {
        var lines = Words(await RunAsync("vcpuinfo", Name));
        for (var i = 0; i < Domain.Vcpus.Length; i++)
        {
            var time = Domain.VcpuAt(i, Domain.ElapsedAt(Cloud.Clock.Now)).Time / 1e9;
            lines.Skip(i * 5).Take(5).ShouldBe(
            [
                $"VCPU: {i}", $"CPU: {Domain.Vcpus[i].Cpu}", "State: running", string.Create(CultureInfo.InvariantCulture, $"CPU time: {time:f1}s"),
                $"CPU Affinity: {new string('y', 64)}",
            ]);
        }
    }

    [Test]
    public async Task Cpu_time_by_host_cpu_adds_up_to_the_whole()
    {
        var output = await RunAsync("cpu-stats", Name);
        decimal Sum(string what, string text) => text.Split('\n').Where(l => l.StartsWith($"\t{what} ", StringComparison.Ordinal))
            .Sum(l => decimal.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
        var (parts, total) = (output[..output.IndexOf("Total:", StringComparison.Ordinal)], output[output.IndexOf("Total:", StringComparison.Ordinal)..]);
        var elapsed = Domain.ElapsedAt(Cloud.Clock.Now);
        Sum("cpu_time", parts).ShouldBe(Domain.CpuAt(elapsed).Time / 1e9m);
        Sum("vcpu_time", parts).ShouldBe(Enumerable.Range(0, Domain.Vcpus.Length).Sum(i => Domain.VcpuAt(i, elapsed).Time) / 1e9m);
        Sum("cpu_time", total).ShouldBe(Domain.CpuAt(elapsed).Time / 1e9m);
        Sum("system_time", total).ShouldBe(Domain.CpuAt(elapsed).System / 1e9m);
    }

    [Test]
    public async Task Metadata_is_what_nova_wrote()
    {
        var xml = await RunAsync("metadata", Name, "http://openstack.org/xmlns/libvirt/nova/1.1");
        xml.ShouldContain($"<nova:name>{Domain.Nova.ServerName}</nova:name>");
        xml.ShouldContain(Domain.Nova.ProjectId);
        (await FailAsync("metadata", Name, "http://example.org/other")).ShouldContain("metadata not found: Requested metadata element is not present");
    }

    [Test]
    public async Task What_only_an_agent_could_tell_is_refused_as_without_one() =>
        (await FailAsync("domtime", Name)).ShouldContain("QEMU guest agent is not configured");

    [Test]
    public async Task A_domain_without_a_process_has_no_counters()
    {
        Cloud.Stop(Domain.Uuid);
        foreach (var command in new string[][] { ["domblkstat", Name, "vda"], ["domifstat", Name, Domain.Nics[0].Target], ["cpu-stats", Name] })
            (await FailAsync(command)).ShouldContain("domain is not running");
    }

    private static IEnumerable<string> Words(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
