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
internal sealed class Expectation
{
    private static readonly string[] s_sometimes =
        ["severity_number", "severity_text", "timestamp", "pid", "component", "request_context", "request_id", "openstack_component",
            "openstack_pid", "openstack_request_id"];

    private readonly LogSource _source;
    private readonly LabelSet _takenApart;
    private readonly LabelSet _asItIs;

    /// <summary>What becomes of a program's records.</summary>
    public Expectation(LogSource source)
    {
        _source = source;
        var labels = PodLabels(source).ToDictionary();
        foreach (var (name, value) in source.AddedLabels.Labels)
            labels[name] = value;
        // Nothing sets service.name of what is not taken apart; Loki takes the first of these.
        var named = labels.GetValueOrDefault("app") ?? labels.GetValueOrDefault("application") ?? source.Pod?.Container ?? "";
        _asItIs = LabelSet.From(labels).With("service_name", named);
        labels.TryAdd("application", source.Service ?? "");
        _takenApart = LabelSet.From(labels).With("service_name", source.Service ?? "").With("service_namespace", "openstack");
    }

    /// <summary>One record for each receiver that reads the source.</summary>
    /// <param name="seq">Number.</param>
    /// <param name="parsed">What is to be read.</param>
    /// <param name="takenAt">The runtime's time of the first line, nanoseconds since 1970.</param>
    /// <param name="onError">Whether it went to standard error.</param>
    /// <param name="cut">Whether the runtime cut the first line.</param>
    public ImmutableArray<ExpectedLog> Of(long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var expected = ImmutableArray.CreateBuilder<ExpectedLog>(1);
        if (_source.Readers.HasFlag(LogReaders.OpenStack))
            expected.Add(TakenApart(seq, parsed, takenAt, onError, cut));
        if (_source.Readers.HasFlag(LogReaders.Containers))
            expected.Add(AsItIs(seq, parsed, takenAt, onError, cut));
        return expected.ToImmutable();
    }

    private ExpectedLog TakenApart(long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var metadata = FileMetadata(_source, onError, cut);
        metadata["service"] = _source.Service!;
        metadata["k8s_cluster_name"] = "openstack-genestack-k8s-cluster";
        foreach (var (name, value) in parsed.Fields)
            metadata[name] = value;
        foreach (var name in (string[])["component", "pid", "request_id"])
        {
            if (parsed.Fields.TryGetValue(name, out var value))
                metadata["openstack_" + name] = value;
        }

        if (_source.Pod is not null)
            metadata["stream"] = onError ? "stderr" : "stdout";
        if (parsed.SeverityText is { } word)
        {
            metadata["severity_text"] = word;
            metadata["detected_level"] = Severities.Level(word);
        }

        if (parsed.SeverityNumber is { } number)
            metadata["severity_number"] = number.ToString(CultureInfo.InvariantCulture);
        var time = parsed.UnixNano ?? (_source.Pod is null ? null : takenAt);
        return new ExpectedLog(seq, parsed.Body, time, _takenApart, Metadata(metadata, _takenApart), Absent(metadata));
    }

    private ExpectedLog AsItIs(long seq, Parsed parsed, long takenAt, bool onError, bool cut)
    {
        var pod = _source.Pod!;
        var metadata = FileMetadata(_source, onError, cut);
        metadata["namespace"] = pod.Namespace;
        metadata["pod"] = pod.Pod;
        metadata["uid"] = pod.Uid;
        metadata["container"] = pod.Container;
        metadata["restart_count"] = pod.Restarts.ToString(CultureInfo.InvariantCulture);
        if (parsed.LevelInBody is { } level && !cut)
            metadata["detected_level"] = level;
        return new ExpectedLog(seq, parsed.Body, takenAt, _asItIs, Metadata(metadata, _asItIs),
            "message,service,stream," + Absent(metadata));
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

    private static LabelSet Metadata(Dictionary<string, string> metadata, LabelSet stream) =>
        LabelSet.From(metadata.Select(m => stream.Labels.ContainsKey(m.Key) ? new($"{m.Key}_extracted", m.Value) : m));

    private static string Absent(Dictionary<string, string> metadata) => string.Join(',', s_sometimes.Where(n => !metadata.ContainsKey(n)));
}
