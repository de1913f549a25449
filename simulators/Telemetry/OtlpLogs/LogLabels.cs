using Validation.Harness;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.OtlpLogs;

/// <summary>
/// Which attributes of a resource become labels of a stream, and which its structured metadata. Source: Genestack's <c>otlp_config</c>
/// and the recorded answers loki/query_range-otlp-categorized.
/// </summary>
internal static class LogLabels
{
    public const string ScopeName = "harness.scope";
    public const string ScopeVersion = "1.0";

    public static (string Name, AttributeValue Value)[] Resource(string stream) =>
    [
        ("service.name", "harness-logs"), ("service.namespace", "openstack"), ("service.version", "2026.1"), ("service.instance.id", stream),
        ("deployment.environment", "genestack"), ("k8s.namespace.name", "openstack"), ("k8s.pod.name", stream + "-0"), ("k8s.container.name", "main"),
        ("log_type", "openstack"), ("namespace", "openstack"), ("pod", stream + "-0"), ("container", "main"), ("application", "harness"), ("component", "api"),
        ("k8s.pod.uid", "uid-1"), ("custom.attr", "x"),
    ];

    public static LabelSet Stream(string stream) => LabelSet.Of(
        ("service_name", "harness-logs"), ("service_namespace", "openstack"), ("service_version", "2026.1"), ("service_instance_id", stream),
        ("deployment_environment", "genestack"), ("k8s_namespace_name", "openstack"), ("k8s_pod_name", stream + "-0"), ("k8s_container_name", "main"),
        ("log_type", "openstack"), ("namespace", "openstack"), ("pod", stream + "-0"), ("container", "main"), ("application", "harness"), ("component", "api"));

    public static (string Name, string Value)[] CommonMetadata { get; } =
        [("k8s_pod_uid", "uid-1"), ("custom_attr", "x"), ("scope_name", ScopeName), ("scope_version", ScopeVersion), ("scope_attr", "s")];
}
