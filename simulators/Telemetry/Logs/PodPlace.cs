using System.Globalization;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>A container of a pod, as the kubelet names its log file.</summary>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Uid">Its uid; digits and letters a to f, with hyphens.</param>
/// <param name="Container">Name of the container, which Genestack's patterns look at.</param>
/// <param name="Restarts">How often the container was started again, from 0; the name of the file.</param>
public sealed record PodPlace(string Namespace, string Pod, string Uid, string Container, int Restarts = 0)
{
    /// <summary>Name of the file: <c>0.log</c>.</summary>
    public string FileName => Restarts.ToString(CultureInfo.InvariantCulture) + ".log";

    /// <summary>Path of the file on the node: <c>/var/log/pods/openstack_nova-api_…/nova-osapi/0.log</c>.</summary>
    public string Path => $"/var/log/pods/{Namespace}_{Pod}_{Uid}/{Container}/{FileName}";
}
