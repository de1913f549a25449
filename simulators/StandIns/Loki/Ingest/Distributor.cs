using System.Globalization;
using System.Text;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Store;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>Checks what comes in against the limits and stores what passes. What is refused of a push does not keep the rest out.</summary>
internal sealed class Distributor(LokiSettings settings, TimeProvider clock, SelfMetrics metrics)
{
    private const string MissingStreams = "error at least one valid stream is required for ingestion";
    private readonly Limits _limits = settings.Limits;
    private readonly Ingester _ingester = new(settings, metrics);

    /// <summary>Stores a push.</summary>
    /// <exception cref="RefusedException">All or a part of it was refused.</exception>
    public void Take(Tenant tenant, Push push)
    {
        Count(tenant, push);
        if (push.Streams.Count == 0)
            throw new RefusedException(422, MissingStreams);
        var errors = new List<string>();
        var good = push.Streams.Select(s => Checked(tenant, s, push.Format, errors)).OfType<PushedLines>().ToList();
        var (lines, bytes) = (good.Sum(s => s.Lines.Count), good.Sum(s => s.Lines.Sum(l => (long)l.LineSize + l.MetadataSize)));
        lock (tenant.Gate)
        {
            if (good.Count > 0 && !tenant.Ingestion.TryTake(bytes))
            {
                Discarded(tenant, "rate_limited", push.Format, lines);
                throw new RefusedException(429, string.Create(CultureInfo.InvariantCulture,
                    $"ingestion rate limit exceeded for user {tenant.Name} (limit: {(long)_limits.IngestionRate} bytes/sec) while attempting to ingest '{lines}' lines totaling '{bytes}' bytes, reduce log volume or contact your Loki administrator to see if the limit can be increased"));
            }

            foreach (var stream in _limits is { AllowStructuredMetadata: true, DiscoverLogLevels: true } ? good : [])
                stream.Lines.ForEach(line => LevelDetector.Add(stream.Labels, line));
            _ingester.Store(tenant, good, clock);
        }

        if (errors.Count > 0)
            throw RefusedException.BadRequest(Joined(errors));
    }

    private static string Joined(List<string> errors)
    {
        var groups = errors.GroupBy(e => e).ToList();
        return groups.Count == 1 && errors.Count == 1
            ? errors[0]
            : string.Join("; ", groups.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} errors like: {g.Key}")));
    }

    private PushedLines? Checked(Tenant tenant, PushedLines stream, string format, List<string> errors)
    {
        var labels = WithServiceName(stream.Labels);
        if (labels.All.IsEmpty)
            return Refuse("missing_labels", "error at least one label pair is required per stream", 1);
        var names = labels.All.Length - (labels.Get("service_name") is null ? 0 : 1);
        if (names > _limits.MaxLabelNames)
            return Refuse("max_label_names_per_series", $"entry for stream '{labels}' has {names} label names; limit {_limits.MaxLabelNames}", stream.Lines.Count);
        if (labels.All.FirstOrDefault(l => l.Name.Length > _limits.MaxLabelNameLength) is { Name: not null } name)
            return Refuse("label_name_too_long", $"stream '{labels}' has label name too long: '{name.Name}'", stream.Lines.Count);
        if (labels.All.FirstOrDefault(l => Encoding.UTF8.GetByteCount(l.Value) > _limits.MaxLabelValueLength) is { Name: not null } value)
            return Refuse("label_value_too_long", $"stream '{labels}' has label value too long: '{value.Value}'", stream.Lines.Count);
        var check = new LineCheck(_limits, clock);
        var good = new List<PushedLine>(stream.Lines.Count);
        foreach (var line in stream.Lines)
        {
            if (check.Problem(labels, line) is not { } problem)
                good.Add(check.Cut(line));
            else
                Refuse(problem.Reason, problem.Words, 1);
        }

        return good.Count == 0 ? null : new PushedLines(labels, good);

        PushedLines? Refuse(string reason, string words, int lines)
        {
            Discarded(tenant, reason, format, lines);
            errors.Add(words);
            return null;
        }
    }

    private Labels WithServiceName(Labels labels)
    {
        if (_limits.DiscoverServiceName.IsEmpty || labels.Get("service_name") is not null)
            return labels;
        var found = _limits.DiscoverServiceName.Select(labels.Get).FirstOrDefault(v => v?.Length > 0) ?? "unknown_service";
        return Labels.From([.. labels.All, new Label("service_name", found)]);
    }

    private void Count(Tenant tenant, Push push)
    {
        var (hours, lines) = (Hours(_limits), push.Streams.Sum(s => s.Lines.Count));
        if (lines == 0)
            return;
        metrics.Add("loki_distributor_lines_received_total", lines,
            ("format", push.Format), ("is_internal_stream", "false"), ("policy", ""), ("tenant", tenant.Name));
        metrics.Add("loki_distributor_bytes_received_total", push.Streams.Sum(s => s.Lines.Sum(l => (long)l.LineSize + l.MetadataSize)),
            ("format", push.Format), ("is_internal_stream", "false"), ("policy", ""), ("retention_hours", hours), ("tenant", tenant.Name));
    }

    private void Discarded(Tenant tenant, string reason, string format, int lines) => metrics.Add("loki_discarded_samples_total", lines,
        ("format", format), ("policy", ""), ("reason", reason), ("retention_hours", Hours(_limits)), ("tenant", tenant.Name));

    /// <summary>The retention as the counters have it; empty for none.</summary>
    public static string Hours(Limits limits) =>
        limits.Retention == TimeSpan.Zero ? "" : ((long)limits.Retention.TotalHours).ToString(CultureInfo.InvariantCulture);
}
