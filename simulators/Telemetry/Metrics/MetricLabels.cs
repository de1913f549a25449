using Validation.Harness;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>
/// Names and labels of the series. Source: the recorded answers prometheus/otlp-mapped-all: every attribute of the resource is a label,
/// <c>job</c> is namespace/name and <c>instance</c> the instance's id, the scope is two labels, what no label may hold is an underscore,
/// and a name that begins with a digit gets <c>key_</c>.
/// </summary>
internal static class MetricLabels
{
    public const string Scope = "harness.meter";
    public const string ScopeVersion = "1.2.3";

    /// <summary>Attributes of the resource of a stream.</summary>
    public static (string Name, AttributeValue Value)[] Resource(string stream) =>
    [
        ("service.name", "harness-metrics"), ("service.namespace", "openstack"), ("service.instance.id", stream),
        ("k8s.namespace.name", "openstack"), ("k8s.pod.name", stream + "-0"), ("process.pid", 4711L), ("harness.canary", true),
    ];

    /// <summary>The labels that the points of a stream have in common.</summary>
    public static LabelSet Common(string stream) => LabelSet.Of(
        ("job", "openstack/harness-metrics"), ("instance", stream),
        ("service_name", "harness-metrics"), ("service_namespace", "openstack"), ("service_instance_id", stream),
        ("k8s_namespace_name", "openstack"), ("k8s_pod_name", stream + "-0"), ("process_pid", "4711"), ("harness_canary", "true"),
        ("otel_scope_name", Scope), ("otel_scope_version", ScopeVersion),
        ("k_a", "v"), ("key_9bad", "x"), ("CamelKey", "y"), ("with_dash", "größe \"4\"\\"), ("stream", stream));

    public static LabelSet Named(this LabelSet labels, string metric) => labels.With(LabelSet.MetricName, metric);
}
