using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Files;
using Validation.Simulators.StandIns.Collector.Filelog.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>
/// <c>container</c>: takes the envelope of a container runtime off (containerd, CRI-O, Docker), joins what the runtime cut, and reads
/// the pod from the path of the file.
/// </summary>
internal sealed class ContainerParser : Transformer
{
    private static readonly GoLayout s_docker = GoLayout.Go("2006-01-02T15:04:05.999Z", TimeZoneInfo.Utc);
    private readonly Field _from;
    private readonly string _format;
    private readonly bool _addPod;
    private readonly TimeProvider _clock;
    private readonly Recombiner _parts;
    private string? _lastPath;
    private PodPath? _lastPod;

    public ContainerParser(OperatorContext context)
        : base(context)
    {
        context.Allow("parse_from", "format", "add_metadata_from_filepath", "max_log_size");
        var s = context.Settings;
        _from = s["parse_from"].Exists ? Field.Read(s["parse_from"]) : Field.Body;
        _format = s["format"].Text("");
        if (_format is not ("" or "docker" or "crio" or "containerd"))
            throw s["format"].Bad("docker, crio or containerd");
        _addPod = s["add_metadata_from_filepath"].Flag(true);
        _clock = context.Clock;
        var rules = new RecombineRules(MatchIsFirst: false, Field.Body, "", Field.Attribute("log.file.path"), ByteSize.Read(s["max_log_size"], 0),
            MaxBatchSize: 1000, MaxUnmatched: 100, MaxSources: 1000, Newest: false, TimeSpan.FromSeconds(5));
        _parts = new Recombiner(rules, context.Clock, Log, Write);
    }

    public override void Tick() => _parts.Tick();

    public override void Finish() => _parts.FlushAll();

    protected override string? Work(Entry entry)
    {
        if (!_from.TryGet(entry, out var value) || value is not string text)
            return "entry cannot be parsed as container logs";
        if (text is ['{', ..])
            return _format is "" or "docker" ? Docker(entry, text) : $"entry detected as docker but format is configured as {_format}";
        if (!CriLine.TryRead(text, out var line) || (_format.Length > 0 && _format != line.Format))
            return "failed to detect a valid container log format";

        var attributes = entry.Attributes;
        if (!GoLayout.Rfc3339.TryParse(line.Time, _clock.GetUtcNow(), out var time))
        {
            // The real one has taken the line apart by now, and leaves it so.
            attributes.Set("time", line.Time.ToString());
            attributes.Set("stream", line.Stream);
            attributes.Set("logtag", line.Tag);
            attributes.Set("log", line.Log);
            return "failed to handle attribute mappings: failed to parse time";
        }

        entry.Time = time;
        entry.Body = line.Log;
        attributes.Set("log.iostream", line.Stream);
        attributes.Set("logtag", line.Tag);
        if (AddPod(entry) is { } problem)
            return problem;
        _parts.Add(entry, line.Tag == "F");
        return null;
    }

    private string? Docker(Entry entry, string text)
    {
        if (JsonParser.ReadObject(text, wholeNumbers: false) is not { } json)
            return "failed to process the docker log: not a JSON object";
        entry.Attributes.Merge(json);
        if (!json.TryGet("time", out var at) || at is not string written || !s_docker.TryParse(written, _clock.GetUtcNow(), out var time))
            return "failed to parse time";
        entry.Time = time;
        entry.Attributes.Remove("time", out _);
        if (!entry.Attributes.Remove("log", out var log))
            return "move: field log does not exist";
        entry.Body = log;
        if (!entry.Attributes.Remove("stream", out var stream))
            return "move: field stream does not exist";
        entry.Attributes.Set("log.iostream", stream);
        if (AddPod(entry) is { } problem)
            return problem;
        Write(entry);
        return null;
    }

    private string? AddPod(Entry entry)
    {
        if (!_addPod)
            return null;
        if (!entry.Attributes.TryGet("log.file.path", out var value) || value is not string path)
            return $"operator '{Id}' has 'add_metadata_from_filepath' enabled, but the log record attribute 'log.file.path' is missing. Perhaps enable the 'include_file_path' option?";
        if (!ReferenceEquals(path, _lastPath))
            (_lastPath, _lastPod) = (path, PodPath.Read(path));
        if (_lastPod is null)
            return "failed to detect a valid log path";
        _lastPod.AddTo(entry.Resource);
        return null;
    }
}
