using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs;

public sealed partial record LogSource
{
    private const string Unparsed = "the container is called horizon, and the pattern wants horizon-*: its lines are not taken apart";
    private const string Twice = "filelog/k8s_containers does not exclude swift-*: every record is stored twice";
    private const string Unmounted = "the collector's pod does not mount the folder: nothing is read in a cluster";

    private static readonly ImmutableArray<FormatShare> s_oslo =
    [
        new(new OsloFormat(OsloContext.Modern), 50), new(new OsloFormat(OsloContext.Classic), 12),
        new(new OsloFormat(OsloContext.Global), 8),
        new(new OsloFormat(OsloContext.Anonymous), 3), new(new OsloFormat(OsloContext.Dash), 8), new(new OsloFormat(OsloContext.None), 8),
        new(new OsloFormat(OsloContext.Mistaken), 2),
    ];

    private static readonly ImmutableArray<FormatShare> s_service = [.. s_oslo, new(new PrefixedTraceback(), 2),
        new(new RawTraceback(), 2)];
    private static readonly ImmutableArray<FormatShare> s_uwsgi = [.. s_service, new(new UwsgiFormat(), 25)];
    private static readonly ImmutableArray<FormatShare> s_keystone = [.. s_uwsgi, new(new ApacheFormat(), 25)];
    private static readonly ImmutableArray<FormatShare> s_horizon = [new(new ApacheFormat(), 60), new(new DjangoFormat(), 30),
        new(new OsloFormat(OsloContext.None), 5)];
    private static readonly ImmutableArray<FormatShare> s_json = [new(new JsonFormat(), 1)];
    private static readonly ImmutableArray<FormatShare> s_logfmt = [new(new LogfmtFormat(), 1)];
    private static readonly ImmutableArray<FormatShare> s_klog = [new(new KlogFormat(), 1)];

    /// <summary>Programs of a Genestack cluster: all services whose lines are taken apart, some that are not, and two that nobody
    /// reads.</summary>
    public static ImmutableArray<LogSource> All { get; } =
    [
        Pods("nova-api", "nova-api-osapi-6c9f7d8b5c-x2x7k", "nova-osapi", s_service, "nova.osapi_compute.wsgi.server", "nova.api.openstack",
            "nova.api.openstack.wsgi") with { Pid = 14 },
        Pods("nova-scheduler", "nova-scheduler-5d9c6bb6b8-q8vkd", "nova-scheduler", s_service, "nova.scheduler.manager",
            "nova.scheduler.host_manager", "nova.filters"),
        Pods("nova-conductor", "nova-conductor-7b7c94d5f6-mz4hx", "nova-conductor", s_service, "nova.conductor.manager",
            "nova.scheduler.utils", "oslo_messaging._drivers.impl_rabbit"),
        Pods("nova-compute", "nova-compute-default-abcde", "nova-compute", s_service, "nova.compute.manager", "nova.virt.libvirt.driver",
            "nova.compute.resource_tracker", "oslo_concurrency.lockutils"),
        Pods("neutron-server", "neutron-server-7f7d6c5b48-qqq7z", "neutron-server", s_uwsgi, "neutron.wsgi", "neutron.plugins.ml2.managers",
            "neutron.service") with { Pid = 21 },
        Pods("cinder-api", "cinder-api-6b4f9d7c58-abc2d", "cinder-api", s_uwsgi, "cinder.api.openstack.wsgi",
            "cinder.api.middleware.fault") with { Pid = 19 },
        Pods("cinder-volume", "cinder-volume-0", "cinder-volume", s_service, "cinder.volume.manager", "cinder.volume.drivers.lvm"),
        Pods("keystone", "keystone-api-5d5c8f6b9d-zzz5t", "keystone-api", s_keystone, "keystone.common.wsgi",
            "keystone.server.flask.request_processing.middleware.auth_context") with { Pid = 33 },
        Pods("glance-api", "glance-api-58c9d7f6b4-def8g", "glance-api", s_service, "eventlet.wsgi.server", "glance.api.v2.image_data",
            "glance.db") with { Pid = 25 },
        Pods("horizon-dashboard", "horizon-7c6d5b8f9c-ghi3j", "horizon-dashboard", s_horizon, "openstack_auth.backend", "django.request",
            "horizon.tables"),
        Pods("horizon", "horizon-7c6d5b8f9c-ghi4k", "horizon", [new(new ApacheFormat(), 1)],
            "django.request") with { KnownDefects = [Unparsed] },
        Pods("heat-api", "heat-api-6d5f4c7b89-jkl4m", "heat-api", s_uwsgi, "heat.common.wsgi", "heat.engine.service"),
        Pods("swift-proxy", "swift-proxy-0", "swift-proxy-server", s_oslo, "swift.proxy", "swift.common.middleware") with
        {
            Pid = 9,
            KnownDefects = [Twice],
        },
        Pods("octavia-api", "octavia-api-7d6c5b4f98-mno5p", "octavia-api", s_service, "octavia.api.v2.controllers",
            "octavia.common.keystone"),
        Pods("placement-api", "placement-api-11c9d8b7f6-jkl6q", "placement-api", s_uwsgi, "placement.requestlog",
            "placement.objects.resource_provider") with { Pid = 31 },
        Pods("manila-api", "manila-api-5c4d6b7f89-pqr7s", "manila-api", s_service, "manila.api.openstack.wsgi", "manila.share.api"),
        Pods("ironic-conductor", "ironic-conductor-0", "ironic-conductor", s_service, "ironic.conductor.manager",
            "ironic.drivers.modules.agent"),
        Pods("barbican-api", "barbican-api-6f5d4c8b97-stu8v", "barbican-api", s_uwsgi, "barbican.api.middleware.context",
            "barbican.plugin.util"),
        Pods("ceilometer-notification", "ceilometer-notification-79f8d6c5b4-vwx9y", "ceilometer-notification", s_service,
            "ceilometer.pipeline.notification", "ceilometer.agent"),
        Pods("gnocchi-metricd", "gnocchi-metricd-4n5v6", "gnocchi-metricd", s_service, "gnocchi.cli.metricd", "gnocchi.storage"),
        Pods("skyline-apiserver", "skyline-66b8d7c9f5-yza2b", "skyline-apiserver", s_service, "skyline_apiserver.core",
            "skyline_apiserver.client"),
        Pods("trove-api", "trove-api-5b6c7d8f94-bcd3e", "trove-api", s_service, "trove.common.wsgi", "trove.instance.service"),
        Pods("designate-api", "designate-api-22d8c7b6f5-mno9r", "designate-api",
            [new(new OsloFormat(OsloContext.Classic), 9), new(new PrefixedTraceback(), 1)], "designate.api", "designate.central"),
        Pods("libvirt", "libvirt-libvirt-default-xyz4w", "libvirt", [new(new LibvirtFormat(), 1)], "virNetSocketReadWire",
            "qemuMonitorIO") with { Pid = 2134 },
        Pods("grafana", "grafana-6d9f8c7b5-efg4h", "grafana", s_logfmt, "context", "tsdb.loki").In("monitoring"),
        Pods("coredns", "coredns-76f75df574-hij5k", "coredns", s_json, "plugin/reload", "plugin/forward").In("kube-system"),
        Pods("kube-proxy", "kube-proxy-l7m8n", "kube-proxy", s_klog, "proxier", "server").In("kube-system"),
        Pods("otel-collector", "opentelemetry-kube-stack-deployment-collector-5b7d-klm6n", "otel-collector", s_json,
            "otelcol").In("monitoring"),
        Pods("otc-container", "opentelemetry-kube-stack-daemon-collector-nop7q", "otc-container", s_json, "otelcol").In("monitoring"),
        Direct("nova-compute-file", "/var/log/nova/nova-compute.log", "nova.compute.manager", "nova.virt.libvirt.driver"),
        Direct("horizon-file", "/var/log/apache2/horizon-access.log", "horizon.tables") with { Mix = [new(new ApacheFormat(), 1)] },
        .. LogReading.Services.Where(s => s is not ("nova" or "horizon")).Select(s =>
            Direct(s + "-file", $"/var/log/{s}/{s}.log", s + ".service", s + ".api.manager")),
    ];

    /// <summary>The source of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static LogSource Of(string name) =>
        All.FirstOrDefault(s => s.Name == name) ?? throw new KeyNotFoundException($"There is no log source {name}, only {string.Join(", ", All.Select(s => s.Name))}.");

    /// <summary>The sources of a service whose lines are taken apart: <c>nova</c> has several.</summary>
    public static ImmutableArray<LogSource> OfService(string service) => [.. All.Where(s => s.Service == service)];

    private static LogSource Pods(string name, string pod, string container, ImmutableArray<FormatShare> mix, params string[] components) =>
        new(name, new PodPlace("openstack", pod, Uid(name), container), null, mix, [.. components]);

    private static LogSource Direct(string name, string path, params string[] components) =>
        new(name, null, path, s_service, [.. components]) { KnownDefects = [Unmounted] };

    private static string Uid(string name)
    {
        var (a, b) = (new Seed(0).For(name).ToString(), new Seed(1).For(name).ToString());
        return $"{a[..8]}-{a[8..12]}-{a[12..]}-{b[..4]}-{b[4..]}";
    }

    private LogSource In(string space) => this with { Pod = Pod! with { Namespace = space } };
}
