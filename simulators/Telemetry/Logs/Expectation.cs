using System.Collections.Immutable;
using System.Globalization;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>What Loki must answer for a record, receiver by receiver.</summary>
/// <remarks>
/// What is indexed and what is structured metadata is Genestack's configuration of Loki; a name that is both is answered as
/// <c>name_extracted</c>.
/// </remarks>
internal static class Expectation
{
    private static readonly string[] s_sometimes =
        ["severity_number", "severity_text", "timestamp", "pid", "component", "request_context", "request_id", "openstack_component", "openstack_pid", "openstack_request_id"];

    /// <summary>One record for each receiver that reads the source.</summary>
    /// <param name="source">Who writes.</param>
    /// <param name="seq">Number.</param>
    /// <param name="parsed">What is to be read.</param>
    /// <param name="takenAt">The runtime's time of the first line, nanoseconds since 1970.</param>
    /// <param name="onError">Whether it went to standard error.</param>
    /// <param name="cut">Whether the runtime cut the first line.</param>
    public static ImmutableArray<ExpectedLog> Of(LogSource source, long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var expected = ImmutableArray.CreateBuilder<ExpectedLog>(1);
        if (source.Readers.HasFlag(LogReaders.OpenStack))
            expected.Add(TakenApart(source, seq, parsed, takenAt, onError, cut));
        if (source.Readers.HasFlag(LogReaders.Containers))
            expected.Add(AsItIs(source, seq, parsed, takenAt, onError, cut));
        return expected.ToImmutable();
    }

    private static ExpectedLog TakenApart(LogSource source, long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var service = source.Service!;
        var stream = PodLabels(source).Append(new("service_name", service)).Append(new("service_namespace", "openstack")).ToDictionary();
        foreach (var (name, value) in source.AddedLabels.Labels)
            stream[name] = value;
        stream.TryAdd("application", service);

        var metadata = FileMetadata(source, onError, cut);
        metadata["service"] = service;
        metadata["k8s_cluster_name"] = "openstack-genestack-k8s-cluster";
        foreach (var (name, value) in parsed.Fields)
            metadata[name] = value;
        foreach (var name in (string[])["component", "pid", "request_id"])
        {
            if (parsed.Fields.TryGetValue(name, out var value))
                metadata["openstack_" + name] = value;
        }

        if (source.Pod is not null)
            metadata["stream"] = onError ? "stderr" : "stdout";
        if (parsed.SeverityText is { } word)
        {
            metadata["severity_text"] = word;
            metadata["detected_level"] = Severities.Level(word);
        }

        if (parsed.SeverityNumber is { } number)
            metadata["severity_number"] = number.ToString(CultureInfo.InvariantCulture);
        var time = parsed.UnixNano ?? (source.Pod is null ? null : takenAt);
        return new ExpectedLog(seq, parsed.Body, time, LabelSet.From(stream), Metadata(metadata, stream), Absent(metadata));
    }

    private static ExpectedLog AsItIs(LogSource source, long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var pod = source.Pod!;
        var stream = PodLabels(source).ToDictionary();
        foreach (var (name, value) in source.AddedLabels.Labels)
            stream[name] = value;
        // Nothing sets service.name; Loki takes the first of these.
        stream["service_name"] = stream.GetValueOrDefault("app") ?? stream.GetValueOrDefault("application") ?? pod.Container;

        var metadata = FileMetadata(source, onError, cut);
        metadata["namespace"] = pod.Namespace;
        metadata["pod"] = pod.Pod;
        metadata["uid"] = pod.Uid;
        metadata["container"] = pod.Container;
        metadata["restart_count"] = pod.Restarts.ToString(CultureInfo.InvariantCulture);
        if (parsed.LevelInBody is { } level && !cut)
            metadata["detected_level"] = level;
        return new ExpectedLog(seq, parsed.Body, takenAt, LabelSet.From(stream), Metadata(metadata, stream), "message,service,stream," + Absent(metadata));
    }

    private static IEnumerable<KeyValuePair<string, string>> PodLabels(LogSource source) => source.Pod is not { } pod ? [] :
    [
        new("k8s_namespace_name", pod.Namespace), new("k8s_pod_name", pod.Pod), new("k8s_container_name", pod.Container),
        new("namespace", pod.Namespace), new("pod", pod.Pod), new("container", pod.Container),
    ];

    private static Dictionary<string, string> FileMetadata(LogSource source, bool onError, bool cut)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["deployment_environment"] = "genestack",
            ["log_file_name"] = Path.GetFileName(source.NodePath),
        };
        if (source.Root is { } root)
            metadata["log_file_path"] = root + source.NodePath;
        if (source.Pod is not { } pod)
            return metadata;
        metadata["log_iostream"] = onError ? "stderr" : "stdout";
        metadata["logtag"] = cut ? "P" : "F";
        metadata["k8s_pod_uid"] = pod.Uid;
        metadata["k8s_container_restart_count"] = pod.Restarts.ToString(CultureInfo.InvariantCulture);
        return metadata;
    }

    private static LabelSet Metadata(Dictionary<string, string> metadata, Dictionary<string, string> stream) =>
        LabelSet.From(metadata.Select(m => stream.ContainsKey(m.Key) ? new($"{m.Key}_extracted", m.Value) : m));

    private static string Absent(Dictionary<string, string> metadata) => string.Join(',', s_sometimes.Where(n => !metadata.ContainsKey(n)));
}
