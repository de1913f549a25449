using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>A program that writes a log file: where, in which formats, and who reads it.</summary>
/// <param name="Name">Unique among <see cref="All"/>; also a name for a stream of items.</param>
/// <param name="Pod">Its container; null when the program writes below <c>/var/log</c> itself.</param>
/// <param name="DirectPath">Path of the file on the node when there is no container: <c>/var/log/nova/nova-compute.log</c>; else
/// null.</param>
/// <param name="Mix">Formats of its lines, and how often each comes. The first takes one number only.</param>
/// <param name="Components">Names of its loggers.</param>
public sealed partial record LogSource(string Name, PodPlace? Pod, string? DirectPath, ImmutableArray<FormatShare> Mix,
    ImmutableArray<string> Components)
{
    /// <summary>Process id in its lines.</summary>
    public int Pid { get; init; } = 7;

    /// <summary>What is known to be wrong with how its file is read; empty for nothing.</summary>
    public ImmutableArray<string> KnownDefects { get; init; } = [];

    /// <summary>Labels that the cluster adds to its streams, by Loki's names: <c>node</c>, <c>component</c>, <c>app</c> and so
    /// on.</summary>
    public LabelSet AddedLabels { get; init; } = LabelSet.Empty;

    /// <summary>Folder that the paths lie under; empty for a node's own file system; null when the path is not to be expected.</summary>
    public string? Root { get; init; }

    /// <summary>Path on the node.</summary>
    public string NodePath =>
        Pod?.Path ?? DirectPath ?? throw new InvalidOperationException($"The log source {Name} has neither a pod nor a path.");

    /// <summary>The service that its lines are stored under when they are taken apart; null when they are not.</summary>
    public string? Service => Readers.HasFlag(LogReaders.OpenStack) ? LogReading.ServiceOf(NodePath) : null;

    /// <summary>Who reads and stores its file.</summary>
    public LogReaders Readers => Pod is null ? LogReaders.OpenStack : LogReading.OfContainer(Pod.Container);

    /// <summary>
    /// The longest line in bytes. Where a line is taken apart its message is stored a second time as structured metadata, of which
    /// Loki takes 64 KiB a record at most (<c>max_structured_metadata_size</c>); a longer line would be refused.
    /// </summary>
    public int LongestLine => Readers.HasFlag(LogReaders.OpenStack) ? 48 * 1024 : 64 * 1024;

    /// <summary>The same program on a node.</summary>
    public LogSource On(string node) => this with { AddedLabels = AddedLabels.With("node", node).With("k8s_node_name", node) };

    /// <summary>The same program with its files under a folder.</summary>
    /// <exception cref="BadInputException">A part of the folder's path begins with a service's name: the collector would take it for the
    /// service.</exception>
    public LogSource Under(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var trimmed = root.TrimEnd('/');
        return LogReading.ServiceOf(trimmed) is not { } found ? this with { Root = trimmed }
            : throw new BadInputException("A folder for log files names a service", root,
                "a path in which no part begins with the name of an OpenStack service", "/" + found,
                "choose another folder, because the collector reads the service from the path");
    }

    /// <summary>The same program after its container was started again.</summary>
    public LogSource Restarted() =>
        this with { Pod = (Pod ?? throw new InvalidOperationException($"{Name} runs in no container.")) with { Restarts = Pod.Restarts + 1 } };
}
