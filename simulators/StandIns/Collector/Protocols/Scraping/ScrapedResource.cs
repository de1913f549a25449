using System.Net;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>The resource that scraped series are of.</summary>
internal static class ScrapedResource
{
    private static readonly (string Label, string Attribute)[] s_kubernetes =
    [
        ("__meta_kubernetes_pod_name", "k8s.pod.name"), ("__meta_kubernetes_pod_uid", "k8s.pod.uid"), ("__meta_kubernetes_pod_container_name", "k8s.container.name"),
        ("__meta_kubernetes_namespace", "k8s.namespace.name"), ("__meta_kubernetes_pod_node_name", "k8s.node.name"),
        ("__meta_kubernetes_node_name", "k8s.node.name"), ("__meta_kubernetes_endpoint_node_name", "k8s.node.name"),
    ];

    /// <summary>The resource of a job and an instance.</summary>
    /// <param name="job">Label job.</param>
    /// <param name="instance">Label instance.</param>
    /// <param name="discovered">Labels of the target before relabeling: its scheme, and what Kubernetes tells of it.</param>
    public static Resource Of(string job, string instance, Labels discovered)
    {
        var (host, port) = Split(instance);
        var resource = new Resource();
        Put(resource, "service.name", job);
        if (IsDiscernible(host))
            Put(resource, "server.address", host);
        Put(resource, "service.instance.id", instance);
        Put(resource, "server.port", port);
        Put(resource, "url.scheme", discovered.Of("__scheme__"));
        foreach (var (label, attribute) in s_kubernetes)
        {
            if (discovered.Of(label) is { Length: > 0 } value)
                Put(resource, attribute, value);
        }

        var controller = discovered.Of("__meta_kubernetes_pod_controller_name");
        var kind = discovered.Of("__meta_kubernetes_pod_controller_kind");
        if (controller.Length > 0 && kind is "ReplicaSet" or "DaemonSet" or "StatefulSet" or "Job" or "CronJob")
            Put(resource, $"k8s.{kind.ToLowerInvariant()}.name", controller);
        return resource;
    }

    /// <summary>Makes attributes of the labels of <c>target_info</c>.</summary>
    public static void AddTargetInfo(Resource resource, Labels labels)
    {
        foreach (var (name, value) in labels)
        {
            if (name is not ("job" or "instance" or "__name__"))
                Put(resource, name, value);
        }
    }

    private static void Put(Resource resource, string key, string value)
    {
        var attribute = resource.Attributes.FirstOrDefault(a => a.Key == key);
        if (attribute is null)
            resource.Attributes.Add(attribute = new KeyValue { Key = key });
        attribute.Value = new AnyValue { StringValue = value };
    }

    private static (string Host, string Port) Split(string instance)
    {
        var colon = instance.LastIndexOf(':');
        if (colon < 0 || instance.EndsWith(']') || (instance.IndexOf(':', StringComparison.Ordinal) != colon && !instance.StartsWith('[')))
            return (instance, "");
        return (instance[..colon].Trim('[', ']'), instance[(colon + 1)..]);
    }

    // An address of this machine tells nobody where the target is.
    private static bool IsDiscernible(string host) =>
        IPAddress.TryParse(host, out var ip) ? !IPAddress.IsLoopback(ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) : host != "localhost";
}
