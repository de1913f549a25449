using System.Collections.Immutable;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Steps.Expectations;

/// <summary>
/// What Debian's prometheus-libvirt-exporter 0.2.0 (kumina, with <c>--libvirt.export-nova-metadata</c>) must say of a host's domains.
/// It lists active domains only. Times are seconds, memory is bytes.
/// </summary>
public sealed class DebianLibvirtExporter(LabelSet target)
{
    /// <summary>Families that do not move while nothing is changed.</summary>
    public const string Facts = "libvirt_(up|domains_number|domain_state_code|domain_info_(maximum_memory_bytes|memory_usage_bytes|virtual_cpus))";

    /// <summary>Families that count.</summary>
    public const string Counters = "libvirt_domain_(info_cpu_time_seconds_total|block_stats_.+|interface_stats_.+)";

    /// <summary>Name of the counter of processor time.</summary>
    public const string CpuTime = "libvirt_domain_info_cpu_time_seconds_total";

    /// <summary>The samples of <see cref="Facts"/>.</summary>
    public ImmutableArray<ExpectedSample> FactsOf(ImmutableArray<Domain> domains)
    {
        ImmutableArray<Domain> active = [.. domains.Where(d => d.IsActive)];
        return
        [
            new ExpectedSample(Series("libvirt_up", target), 1),
            new ExpectedSample(Series("libvirt_domains_number", target), active.Length),
            .. active.SelectMany(FactsOf),
        ];
    }

    /// <summary>The samples of <see cref="Counters"/> at a guest time.</summary>
    public ImmutableArray<ExpectedSample> CountersOf(ImmutableArray<Domain> domains, DateTimeOffset now) =>
        [.. domains.Where(d => d.IsActive).SelectMany(d => CountersOf(d, now))];

    /// <summary>The series of a domain's processor time, and its value at a guest time.</summary>
    public ExpectedSample CpuTimeOf(Domain domain, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new ExpectedSample(Series(CpuTime, LabelsOf(domain)), Seconds(domain.CpuAt(domain.ElapsedAt(now)).Time));
    }

    private IEnumerable<ExpectedSample> FactsOf(Domain domain)
    {
        var labels = LabelsOf(domain);
        yield return new ExpectedSample(Series("libvirt_domain_state_code", labels), (int)domain.Status.State);
        yield return new ExpectedSample(Series("libvirt_domain_info_maximum_memory_bytes", labels), domain.MemoryKiB * 1024.0);
        yield return new ExpectedSample(Series("libvirt_domain_info_memory_usage_bytes", labels), domain.BalloonKiB * 1024.0);
        yield return new ExpectedSample(Series("libvirt_domain_info_virtual_cpus", labels), domain.Vcpus.Length);
    }

    private IEnumerable<ExpectedSample> CountersOf(Domain domain, DateTimeOffset now)
    {
        var (labels, elapsed) = (LabelsOf(domain), domain.ElapsedAt(now));
        yield return CpuTimeOf(domain, now);
        foreach (var (disk, place) in domain.Disks.Select((d, i) => (d, i)).Where(d => d.d.Kind != DiskKind.ConfigDrive))
        {
            var count = domain.DiskAt(place, elapsed);
            var of = labels.With("target_device", disk.Target).With("source_file", disk.Kind == DiskKind.File ? disk.Path : "");
            foreach (var (name, value) in new[]
            {
                ("read_bytes", count.ReadBytes), ("read_requests", count.ReadRequests), ("write_bytes", count.WriteBytes), ("write_requests", count.WriteRequests),
            })
                yield return new ExpectedSample(Series($"libvirt_domain_block_stats_{name}_total", of), value);
        }

        foreach (var (nic, place) in domain.Nics.Select((n, i) => (n, i)))
        {
            var count = domain.NicAt(place, elapsed);
            var of = labels.With("target_device", nic.Target).With("source_bridge", nic.Bridge);
            foreach (var (name, value) in new[]
            {
                ("receive_bytes", count.ReceiveBytes), ("receive_packets", count.ReceivePackets), ("receive_errors", count.ReceiveErrors), ("receive_drops", count.ReceiveDrops),
                ("transmit_bytes", count.TransmitBytes), ("transmit_packets", count.TransmitPackets), ("transmit_errors", count.TransmitErrors), ("transmit_drops", count.TransmitDrops),
            })
                yield return new ExpectedSample(Series($"libvirt_domain_interface_stats_{name}_total", of), value);
        }
    }

    private LabelSet LabelsOf(Domain domain) => target.With("domain", domain.Name).With("uuid", domain.Uuid.ToString())
        .With("name", domain.Nova.ServerName).With("flavor", domain.Nova.Flavour.Name).With("project_name", domain.Nova.ProjectName);

    private static string Series(string metric, LabelSet labels) => labels.With(LabelSet.MetricName, metric).Text;

    private static double Seconds(long nanoseconds) => nanoseconds / 1e9;
}
