using System.Globalization;
using System.Text;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>Checks single lines against the limits.</summary>
internal sealed class LineCheck(Limits limits, TimeProvider clock)
{
    private readonly long _oldest = Times.UnixNano(clock.GetUtcNow() - limits.RejectOldSamplesMaxAge);
    private readonly long _newest = Times.UnixNano(clock.GetUtcNow() + limits.CreationGracePeriod);

    /// <summary>Why a line is refused; null when it is not.</summary>
    public (string Reason, string Words)? Problem(Labels labels, PushedLine line)
    {
        if (limits.RejectOldSamples && line.UnixNano < _oldest)
            return ("greater_than_max_sample_age", $"entry for stream '{labels}' has timestamp too old: {Times.Rfc3339(line.UnixNano)}, oldest acceptable timestamp is: {Times.Rfc3339(_oldest)}");
        if (line.UnixNano > _newest)
            return ("too_far_in_future", $"entry for stream '{labels}' has timestamp too new: {Times.Rfc3339(line.UnixNano)}");
        if (limits.MaxLineSize != 0 && line.LineSize > limits.MaxLineSize && !limits.TruncateLines)
            return ("line_too_long", string.Create(CultureInfo.InvariantCulture, $"max entry size '{limits.MaxLineSize}' bytes exceeded for stream '{labels}' while adding an entry with length '{line.LineSize}' bytes"));
        return line.Metadata.Count == 0 ? null : Metadata(labels, line);
    }

    /// <summary>The line, cut where the configuration says so.</summary>
    public PushedLine Cut(PushedLine line)
    {
        if (!limits.TruncateLines || limits.MaxLineSize == 0 || line.LineSize <= limits.MaxLineSize)
            return line;
        var bytes = Encoding.UTF8.GetBytes(line.Line).AsSpan(0, limits.MaxLineSize);
        return line with { Line = Encoding.UTF8.GetString(bytes) };
    }

    private (string Reason, string Words)? Metadata(Labels labels, PushedLine line)
    {
        if (!limits.AllowStructuredMetadata)
            return ("disallowed_structured_metadata", $"stream '{labels}' includes structured metadata, but this feature is disallowed. Please see `limits_config.allow_structured_metadata` or contact your Loki administrator to enable it.");
        var size = line.MetadataSize;
        if (limits.MaxMetadataSize != 0 && size > limits.MaxMetadataSize)
            return ("structured_metadata_too_large", $"stream '{labels}' has structured metadata too large: '{size}' bytes, limit: '{limits.MaxMetadataSize}' bytes. Please see `limits_config.max_structured_metadata_size` or contact your Loki administrator to increase it.");
        if (limits.MaxMetadataCount != 0 && line.Metadata.Count > limits.MaxMetadataCount)
            return ("structured_metadata_too_many", $"stream '{labels}' has too many structured metadata labels: '{line.Metadata.Count}', limit: '{limits.MaxMetadataCount}'. Please see `limits_config.max_structured_metadata_entries_count` or contact your Loki administrator to increase it.");
        return null;
    }
}
