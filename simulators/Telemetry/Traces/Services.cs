using System.Collections.Immutable;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>The services among which the spans of a tree are spread, and their resources.</summary>
internal static class Services
{
    public static ImmutableArray<string> Names { get; } =
        ["nova-api", "nova-conductor", "nova-scheduler", "nova-compute", "neutron-server", "keystone", "glance-api", "placement-api", "cinder-volume"];

    /// <summary>Attributes of the resource of each service; one object a service, so that its spans can be grouped by it.</summary>
    public static ImmutableDictionary<string, ImmutableSortedDictionary<string, AttributeValue>> Resources { get; } = Names.ToImmutableDictionary(
        name => name,
        name => Attributes.Of(
            ("service.name", name),
            ("service.namespace", "openstack"),
            ("service.instance.id", name + "-0"),
            ("service.version", "2026.1"),
            ("k8s.namespace.name", "openstack"),
            ("process.pid", 1000L + Names.IndexOf(name))));
}
