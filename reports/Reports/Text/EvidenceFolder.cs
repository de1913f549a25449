using System.Text;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>
/// The evidence of a run directory. Paths come from the stream and are not trusted: nothing outside the directory is read.
/// </summary>
/// <param name="runDirectory">The run directory.</param>
public sealed class EvidenceFolder(string runDirectory) : IEvidenceText
{
    /// <summary>Larger files are linked; in bytes.</summary>
    public const int LargestInline = 16 * 1024;

    /// <summary>What one report shows in all; further files are linked. In bytes.</summary>
    public const int MostInline = 4 * 1024 * 1024;

    private readonly string _root = Path.GetFullPath(runDirectory) + Path.DirectorySeparatorChar;
    private long _shown;

    /// <inheritdoc />
    public string? Read(EvidenceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!IsText(file.MediaType) || Locate(file) is not { } path)
            return null;
        var size = new FileInfo(path).Length;
        if (size > LargestInline || _shown + size > MostInline)
            return null;
        _shown += size;
        // Bytes that are no UTF-8 become U+FFFD; the file itself stays as it was.
        return Encoding.UTF8.GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
    }

    /// <summary>The file's full path when it is there and within the run directory, else null.</summary>
    internal string? Locate(EvidenceFile file)
    {
        if (string.IsNullOrEmpty(file.Path) || file.Path.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = Path.GetFullPath(Path.Combine(_root, file.Path));
        return path.StartsWith(_root, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }

    /// <summary>A link that works from the run directory; null when the path would lead out of it.</summary>
    internal static string? Link(string? path)
    {
        var parts = (path ?? "").Split('/');
        return parts.Any(p => p is "" or "." or "..") ? null : string.Join('/', parts.Select(p => Uri.EscapeDataString(Clean.Text(p))));
    }

    private static bool IsText(string? mediaType)
    {
        var type = (mediaType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal)
            || type is "application/json" or "application/x-ndjson" or "application/xml" or "application/yaml" or "application/x-yaml"
                or "application/openmetrics-text";
    }
}
