using System.Text.RegularExpressions;
using Validation.Harness;

namespace Validation.Steps.Run;

/// <summary>The node of the cluster that the daemon collector runs on: a compute host of its own, and a folder for its logs.</summary>
public sealed partial class SimulatedNode
{
    private SimulatedNode(ComputeHost host, string root) => (Host, Root) = (host, root);

    /// <summary>Name of the node: <c>k8s.node.name</c> of all that the daemon sends.</summary>
    public string Name => Host.Name;

    /// <summary>Its libvirt daemon. Only the daemon collector scrapes the exporter beside it.</summary>
    public ComputeHost Host { get; }

    /// <summary>The folder that stands for <c>/</c> of the node.</summary>
    public string Root { get; }

    /// <summary>The folder that stands for <c>/var/log</c> of the node.</summary>
    public string Logs => Path.Combine(Root, "var", "log");

    /// <summary>Makes the folders below a run's scratch folder, which goes with the run.</summary>
    /// <param name="host">Its compute host.</param>
    /// <param name="scratch">The scratch folder.</param>
    /// <param name="folder">Name of its own folder there.</param>
    /// <exception cref="BadInputException">A path there would change which service a log belongs to.</exception>
    public static SimulatedNode Create(ComputeHost host, string scratch, string folder = "node")
    {
        var root = Path.Combine(Path.GetFullPath(scratch), folder);
        // Genestack's operator extract-service-from-path takes the first match anywhere in the path.
        if (Service().Match(root) is { Success: true } match)
            throw new BadInputException("The run's folder would change which service a log belongs to", root,
                "a path in which no folder begins with the name of an OpenStack service", match.Value, "choose another folder with the run setting Artifacts");
        var node = new SimulatedNode(host, root);
        Directory.CreateDirectory(Path.Combine(node.Logs, "pods"));
        return node;
    }

    [GeneratedRegex("/(nova|neutron|cinder|keystone|glance|horizon|heat|swift|octavia|placement|manila|ironic|barbican|ceilometer|gnocchi|skyline|trove)")]
    private static partial Regex Service();
}
