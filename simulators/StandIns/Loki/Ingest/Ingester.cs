using System.Buffers;
using System.Globalization;
using System.Text;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Store;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>Stores lines that passed the limits: the number of streams, how far behind a line may be, and the rate of a stream are checked here.</summary>
internal sealed class Ingester(LokiSettings settings, SelfMetrics metrics)
{
    private const int MostListed = 10;
    private readonly Limits _limits = settings.Limits;
    private readonly long _behind = Times.Nano(settings.MaxChunkAge) / 2;

    /// <summary>Stores streams; the caller holds the tenant's lock.</summary>
    /// <exception cref="RefusedException">The last refusal of a stream, as in Loki; other streams are stored.</exception>
    public void Store(Tenant tenant, List<PushedLines> streams, TimeProvider clock)
    {
        RefusedException? last = null;
        foreach (var pushed in streams)
            last = Store(tenant, pushed, clock) ?? last;
        metrics.Set("loki_ingester_memory_streams", tenant.StreamCount, ("tenant", tenant.Name));
        if (last is not null)
            throw last;
    }

    private RefusedException? Store(Tenant tenant, PushedLines pushed, TimeProvider clock)
    {
        if (tenant.Find(pushed.Labels) is not { } stream)
        {
            if (_limits.MaxStreams != 0 && tenant.StreamCount >= _limits.MaxStreams)
            {
                Discarded(tenant, "stream_limit", pushed.Lines.Count);
                return new RefusedException(429, $"maximum active stream limit exceeded when trying to create stream {pushed.Labels}, reduce the number of active streams (reduce labels or reduce label values), or contact your Loki administrator to see if the limit can be increased, user: '{tenant.Name}'");
            }

            stream = tenant.Add(pushed.Labels);
            stream.Bucket = new TokenBucket(_limits.PerStreamRate, _limits.PerStreamBurst, clock);
            metrics.Add("loki_ingester_streams_created_total", 1, ("tenant", tenant.Name));
        }

        var bytes = pushed.Lines.Sum(l => (long)l.LineSize);
        if (!stream.Bucket!.TryTake(bytes))
        {
            Discarded(tenant, "per_stream_rate_limit", pushed.Lines.Count);
            var words = $"per stream rate limit exceeded (limit: {ByteSize.Text(_limits.PerStreamRate)}/sec) while attempting to ingest for stream '{pushed.Labels}' totaling {ByteSize.Text(bytes)}, consider splitting a stream via additional labels or contact your Loki administrator to see if the limit can be increased";
            return Ignored(tenant, pushed, [.. pushed.Lines.Select(l => (l.UnixNano, words))], 429);
        }

        return Append(tenant, pushed, stream);
    }

    private RefusedException? Append(Tenant tenant, PushedLines pushed, LogStream stream)
    {
        var ignored = new List<(long, string)>();
        var (text, metadata) = (new ArrayBufferWriter<byte>(1024), new ArrayBufferWriter<byte>(1024));
        foreach (var line in pushed.Lines)
        {
            if (stream.Newest is { } newest && line.UnixNano < newest - _behind)
            {
                ignored.Add((line.UnixNano, $"entry too far behind, entry timestamp is: {Times.Rfc3339(line.UnixNano)}, oldest acceptable timestamp is: {Times.Rfc3339(newest - _behind)}"));
                continue;
            }

            text.ResetWrittenCount();
            metadata.ResetWrittenCount();
            Encoding.UTF8.GetBytes(line.Line, text);
            tenant.Packer.Pack(line.Metadata, metadata);
            stream.Append(line.UnixNano, text.WrittenSpan, metadata.WrittenSpan);
        }

        if (ignored.Count == 0)
            return null;
        Discarded(tenant, "too_far_behind", ignored.Count);
        return Ignored(tenant, pushed, ignored, 400);
    }

    private static RefusedException Ignored(Tenant tenant, PushedLines pushed, List<(long At, string Why)> ignored, int status)
    {
        var text = new StringBuilder();
        foreach (var (at, why) in ignored.Take(MostListed))
            text.Append(CultureInfo.InvariantCulture, $"entry with timestamp {Times.Go(at)} ignored, reason: '{why}',\n");
        text.Append(CultureInfo.InvariantCulture, $"user '{tenant.Name}', total ignored: {ignored.Count} out of {pushed.Lines.Count} for stream: {pushed.Labels}");
        return new RefusedException(status, text.ToString());
    }

    // The ingester does not know how the lines came: the format is empty.
    private void Discarded(Tenant tenant, string reason, int lines) => metrics.Add("loki_discarded_samples_total", lines,
        ("format", ""), ("policy", ""), ("reason", reason), ("retention_hours", Distributor.Hours(_limits)), ("tenant", tenant.Name));
}
