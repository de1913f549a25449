using System.Collections.Immutable;
using System.Globalization;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;

namespace Validation.Steps.Expectations;

/// <summary>
/// What the exporter that Genestack runs (inovex/prometheus-libvirt-exporter) must say of a host's domains, computed from the model and
/// from nothing that was sent. Times are seconds but for jobs, which come as libvirt sends them: milliseconds under the name of seconds.
/// </summary>
/// <param name="target">The labels of its scrape target.</param>
public sealed partial class InovexLibvirtExporter(LabelSet target)
{
    /// <summary>Every family that it has.</summary>
    public const string Families = "libvirt_(up|domains|domain_.+|storage_pool_.+)";

    private static readonly ImmutableArray<string> StateDescriptions =
    [
        "no state", "the domain is running", "the domain is blocked on resource", "the domain is paused by user", "the domain is being shut down",
        "the domain is shut off", "the domain is crashed", "the domain is suspended by guest power management",
    ];

    /// <summary>All samples at a guest time.</summary>
    /// <param name="host">The host.</param>
    /// <param name="now">Guest time.</param>
    /// <param name="timedOut">The domain whose statistics do not come in time: it keeps its information, and the series that says so.</param>
    public ImmutableArray<ExpectedSample> Of(Host host, DateTimeOffset now, Guid? timedOut = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        return
        [
            Sample("libvirt_up", target, 1),
            Sample("libvirt_domains", target, host.Domains.Count),
            .. PoolOf(host),
            .. host.Domains.All.SelectMany(d => d.Uuid == timedOut ? InformationOf(d, now, true) : Of(d, now)),
        ];
    }

    // Until the switch-over libvirt keeps the domain's monitor to itself on the host that it comes to: what QEMU would say is not there,
    // and the progress of the migration is told on its source only.
    private static bool IsIncoming(Domain domain) => domain.Job?.Operation == JobOperation.MigrationIn;

    private IEnumerable<ExpectedSample> JobOf(Domain domain, DateTimeOffset now)
    {
        if (IsIncoming(domain))
            yield break;
        var job = domain.Job?.At(now);
        var (data, memory, file) = (job?.Data ?? default, job?.Memory ?? default, job?.Disk ?? default);
        foreach (var (name, value) in new (string, double)[]
        {
            ("type", (int)(job?.Type ?? JobType.None)), ("time_elapsed_seconds", job?.TimeElapsed ?? 0), ("time_remaining_seconds", job?.TimeRemaining ?? 0),
            ("data_total_bytes", data.Total), ("data_processed_bytes", data.Processed), ("data_remaining_bytes", data.Remaining),
            ("memory_total_bytes", memory.Total), ("memory_processed_bytes", memory.Processed), ("memory_remaining_bytes", memory.Remaining),
            ("file_total_bytes", file.Total), ("file_processed_bytes", file.Processed), ("file_remaining_bytes", file.Remaining),
        })
            yield return Sample($"libvirt_domain_job_info_{name}", LabelsOf(domain), value);
    }

    private IEnumerable<ExpectedSample> Of(Domain domain, DateTimeOffset now) => domain.IsActive
        ? [.. InformationOf(domain, now), .. MemoryOf(domain, now), .. DisksOf(domain, now), .. NicsOf(domain, now), .. VcpusOf(domain, now), .. JobOf(domain, now)]
        : InformationOf(domain, now);

    private IEnumerable<ExpectedSample> InformationOf(Domain domain, DateTimeOffset now, bool timedOut = false)
    {
        var (labels, nova) = (LabelsOf(domain), domain.Nova);
        yield return Sample("libvirt_domain_timed_out", labels, timedOut ? 1 : 0);
        yield return Sample("libvirt_domain_info", labels.With("os_type", "hvm").With("os_type_arch", "x86_64").With("os_type_machine", "pc-q35-8.2"), 1);
        yield return Sample("libvirt_domain_openstack_info", labels.With("instance_name", nova.ServerName).With("instance_id", domain.Uuid.ToString())
            .With("flavor_name", nova.Flavour.Name).With("user_name", nova.UserName).With("user_id", nova.UserId)
            .With("project_name", nova.ProjectName).With("project_id", nova.ProjectId), 1);
        yield return Sample("libvirt_domain_info_state", labels.With("state_desc", StateDescriptions[(int)domain.Status.State]), (int)domain.Status.State);
        yield return Sample("libvirt_domain_info_maximum_memory_bytes", labels, domain.MemoryKiB * 1024.0);
        yield return Sample("libvirt_domain_info_memory_usage_bytes", labels, domain.BalloonKiB * 1024.0);
        yield return Sample("libvirt_domain_info_virtual_cpus", labels, domain.Vcpus.Length);
        yield return Sample("libvirt_domain_info_cpu_time_seconds_total", labels, domain.IsActive ? domain.CpuAt(domain.ElapsedAt(now)).Time / 1e9 : 0);
    }

    private IEnumerable<ExpectedSample> VcpusOf(Domain domain, DateTimeOffset now)
    {
        var (labels, elapsed) = (LabelsOf(domain), domain.ElapsedAt(now));
        yield return Sample("libvirt_domain_vcpu_current", labels, domain.Vcpus.Length);
        yield return Sample("libvirt_domain_vcpu_maximum", labels, domain.Vcpus.Length);
        foreach (var vcpu in domain.Vcpus)
        {
            var of = labels.With("vcpu", vcpu.Number.ToString(CultureInfo.InvariantCulture));
            var count = domain.VcpuAt(vcpu.Number, elapsed);
            // VIR_VCPU_RUNNING, also while the domain is paused: a halted processor is told apart elsewhere.
            yield return Sample("libvirt_domain_vcpu_state", of, 1);
            yield return Sample("libvirt_domain_vcpu_time_seconds_total", of, count.Time / 1e9);
            yield return Sample("libvirt_domain_vcpu_wait_seconds_total", of, count.Wait / 1e9);
            yield return Sample("libvirt_domain_vcpu_delay_seconds_total", of, count.Delay / 1e9);
        }
    }

    private LabelSet LabelsOf(Domain domain) => target.With("domain", domain.Name);

    private static ExpectedSample Sample(string metric, LabelSet labels, double value) => new(labels.With(LabelSet.MetricName, metric).Text, value);
}
