using System.Globalization;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Steps.Expectations;

public sealed partial class InovexLibvirtExporter
{
    // The one pool of a compute host: the disk that holds Nova's instances. 2 is VIR_STORAGE_POOL_RUNNING.
    private IEnumerable<ExpectedSample> PoolOf(Host host)
    {
        var labels = target.With("storage_pool", "nova-local");
        var capacity = host.Topology.DiskGiB * (double)(1L << 30);
        var allocation = (double)host.Domains.All.SelectMany(d => d.Disks).Where(d => d.Kind != DiskKind.Rbd).Sum(d => d.Allocated);
        yield return Sample("libvirt_storage_pool_timed_out", labels, 0);
        yield return Sample("libvirt_storage_pool_state", labels, 2);
        yield return Sample("libvirt_storage_pool_capacity_bytes", labels, capacity);
        yield return Sample("libvirt_storage_pool_allocation_bytes", labels, allocation);
        yield return Sample("libvirt_storage_pool_available_bytes", labels, capacity - allocation);
    }

    private IEnumerable<ExpectedSample> MemoryOf(Domain domain, DateTimeOffset now)
    {
        var (labels, memory) = (LabelsOf(domain), domain.MemoryAt(now));
        yield return Sample("libvirt_domain_memory_stats_current_balloon_bytes", labels, memory.Actual * 1024.0);
        yield return Sample("libvirt_domain_memory_stats_maximum_bytes", labels, memory.Maximum * 1024.0);
        // In this order, as the program divides: another order gives another last digit. Nothing by nothing is no number.
        yield return Sample("libvirt_domain_memory_stats_used_percent", labels,
            IsIncoming(domain) ? double.NaN : (memory.Available - memory.Usable) / (memory.Available / 100.0));
        if (IsIncoming(domain))
            yield break;
        foreach (var (name, kibibytes) in new[]
        {
            ("swap_in", memory.Paging.SwapIn), ("swap_out", memory.Paging.SwapOut),
            ("unused", memory.Unused), ("available", memory.Available), ("usable", memory.Usable), ("disk_caches", memory.DiskCaches), ("rss", memory.Rss),
        })
            yield return Sample($"libvirt_domain_memory_stats_{name}_bytes", labels, kibibytes * 1024.0);
        yield return Sample("libvirt_domain_memory_stats_major_fault_total", labels, memory.Paging.MajorFaults);
        yield return Sample("libvirt_domain_memory_stats_minor_fault_total", labels, memory.Paging.MinorFaults);
        yield return Sample("libvirt_domain_memory_stats_hugetlb_pgalloc_total", labels, 0);
        yield return Sample("libvirt_domain_memory_stats_hugetlb_pgfail_total", labels, 0);
        yield return Sample("libvirt_domain_memory_stats_last_update_timestamp_seconds", labels, memory.LastUpdate.ToUnixTimeSeconds());
    }

    private IEnumerable<ExpectedSample> DisksOf(Domain domain, DateTimeOffset now)
    {
        var elapsed = domain.ElapsedAt(now);
        foreach (var (disk, place) in domain.Disks.Select((d, i) => (d, i)))
        {
            var of = LabelsOf(domain).With("target_device", disk.Target);
            var count = domain.DiskAt(place, elapsed);
            // The program leaves CD-ROMs out of the one set of families only: it goes by the description there, by the statistics here.
            if (disk.Kind != DiskKind.ConfigDrive)
            {
                yield return Sample("libvirt_domain_block_stats_info", DescriptionOf(disk, of), 1);
                yield return Sample("libvirt_domain_block_stats_read_bytes_total", of, count.ReadBytes);
                yield return Sample("libvirt_domain_block_stats_read_requests_total", of, count.ReadRequests);
                yield return Sample("libvirt_domain_block_stats_write_bytes_total", of, count.WriteBytes);
                yield return Sample("libvirt_domain_block_stats_write_requests_total", of, count.WriteRequests);
            }

            yield return Sample("libvirt_domain_block_stats_capacity_bytes", of, IsIncoming(domain) ? 0 : disk.Capacity);
            yield return Sample("libvirt_domain_block_stats_flush_requests_total", of, count.FlushRequests);
            yield return Sample("libvirt_domain_block_stats_flush_time_seconds_total", of, count.FlushTime / 1e9);
            yield return Sample("libvirt_domain_block_stats_read_time_seconds_total", of, count.ReadTime / 1e9);
            yield return Sample("libvirt_domain_block_stats_write_time_seconds_total", of, count.WriteTime / 1e9);
        }
    }

    private static LabelSet DescriptionOf(Disk disk, LabelSet of) => disk.Kind == DiskKind.File
        ? of.With("disk_type", "file").With("driver_type", "qcow2").With("driver_cache", "none").With("source_file", disk.Path)
            .With("driver_name", "qemu").With("driver_discard", "unmap").With("target_bus", "virtio").With("serial", disk.Serial)
        : of.With("disk_type", "network").With("driver_type", "raw").With("driver_cache", "writeback").With("source_protocol", "rbd")
            .With("driver_name", "qemu").With("driver_discard", "unmap").With("target_bus", "virtio").With("serial", disk.Serial);

    private IEnumerable<ExpectedSample> NicsOf(Domain domain, DateTimeOffset now)
    {
        var elapsed = domain.ElapsedAt(now);
        foreach (var (nic, place) in domain.Nics.Select((n, i) => (n, i)))
        {
            var of = LabelsOf(domain).With("target_device", nic.Target);
            var count = domain.NicAt(place, elapsed);
            yield return Sample("libvirt_domain_interface_stats_info", of.With("interface_type", "bridge").With("source_bridge", nic.Bridge)
                .With("mac_address", nic.Mac).With("model_type", "virtio").With("mtu_size", nic.Mtu.ToString(CultureInfo.InvariantCulture)), 1);
            foreach (var (name, value) in new[]
            {
                ("receive_bytes", count.ReceiveBytes), ("receive_packets", count.ReceivePackets), ("receive_errors", count.ReceiveErrors), ("receive_drops", count.ReceiveDrops),
                ("transmit_bytes", count.TransmitBytes), ("transmit_packets", count.TransmitPackets), ("transmit_errors", count.TransmitErrors), ("transmit_drops", count.TransmitDrops),
            })
                yield return Sample($"libvirt_domain_interface_stats_{name}_total", of, value);
        }
    }
}
