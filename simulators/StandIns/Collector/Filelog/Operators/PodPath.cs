using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>What the path of a pod's log says: <c>…/namespace_pod_uid/container/restarts.log</c>, also with the date of a rotation behind.</summary>
internal sealed record PodPath(string Namespace, string Pod, string Uid, string Container, string Restarts)
{
    private static readonly Regex s_path = Re2.Compile(
        @"^(?:.*[/\\])?(?P<ns>[^_/\\]+)_(?P<pod>[^_/\\]+)_(?P<uid>[a-f0-9\-]+)[/\\](?P<container>[^\._/\\]+)[/\\](?P<restarts>\d+)\.log(?:\.\d{8}-\d{6})?$");

    /// <summary>Reads a path; null when it is not a pod's log.</summary>
    public static PodPath? Read(string path)
    {
        var match = s_path.Match(path);
        return match.Success
            ? new PodPath(match.Groups["ns"].Value, match.Groups["pod"].Value, match.Groups["uid"].Value, match.Groups["container"].Value, match.Groups["restarts"].Value)
            : null;
    }

    /// <summary>Sets the attributes of the resource.</summary>
    public void AddTo(ValueMap resource)
    {
        resource.Set("k8s.namespace.name", Namespace);
        resource.Set("k8s.pod.name", Pod);
        resource.Set("k8s.pod.uid", Uid);
        resource.Set("k8s.container.name", Container);
        resource.Set("k8s.container.restart_count", Restarts);
    }
}
