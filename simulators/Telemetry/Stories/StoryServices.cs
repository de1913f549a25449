using System.Collections.Concurrent;
using System.Collections.Immutable;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>The services of stories and their attributes.</summary>
internal static class StoryServices
{
    /// <summary>Attribute of a status of HTTP.</summary>
    public const string Status = "http.response.status_code";

    private static readonly string[] s_projects = ["keystone", "nova", "placement", "neutron", "cinder", "glance", "libvirt"];
    private static readonly ConcurrentDictionary<string, ImmutableSortedDictionary<string, AttributeValue>> s_resources =
        new(StringComparer.Ordinal);

    /// <summary>Place of a project among those of stories.</summary>
    public static int IndexOf(string project)
    {
        var index = Array.IndexOf(s_projects, project);
        return index >= 0 ? index : throw new ArgumentException($"{project} is in no story.", nameof(project));
    }

    /// <summary>Attributes of a service's resource; one object a service, so that its spans can be grouped by it.</summary>
    public static ImmutableSortedDictionary<string, AttributeValue> Resource(string service) =>
        s_resources.GetOrAdd(service, name => Attributes.Of(
        ("service.name", name), ("service.namespace", "openstack"), ("service.instance.id", name + "-0"), ("service.version", "2026.1"),
        ("k8s.namespace.name", "openstack")));

    /// <summary>Attributes of a message of oslo.messaging.</summary>
    public static ImmutableSortedDictionary<string, AttributeValue> Message(string service, string method) => Attributes.Of(
        ("messaging.system", "rabbitmq"), ("messaging.destination.name", service), ("rpc.method", method));
}
