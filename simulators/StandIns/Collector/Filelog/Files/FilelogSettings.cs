using System.Collections.Immutable;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>What a file that became shorter than what was read of it, with the same beginning, is read from.</summary>
internal enum OnTruncate
{
    /// <summary>Where it was: nothing until it is longer again. What holds when nothing is said.</summary>
    Ignore,

    /// <summary>Its start.</summary>
    ReadWholeFile,

    /// <summary>Its end.</summary>
    ReadNew,
}

/// <summary>Settings of the receiver about files, with the real program's defaults.</summary>
internal sealed record FilelogSettings
{
    private static readonly string[] s_known =
    [
        "include", "exclude", "poll_interval", "start_at", "fingerprint_size", "max_concurrent_files", "max_batches", "force_flush_period", "max_log_size",
        "encoding", "include_file_name", "include_file_path", "preserve_leading_whitespaces", "preserve_trailing_whitespaces", "on_truncate", "operators",
        "retry_on_failure",
    ];

    /// <summary>Patterns of the files that are read.</summary>
    public required ImmutableArray<Glob> Include { get; init; }

    /// <summary>Patterns of the files that are not.</summary>
    public required ImmutableArray<Glob> Exclude { get; init; }

    /// <summary>How often the files are looked at.</summary>
    public TimeSpan PollInterval { get; init; }

    /// <summary>Files that the first look finds are read from their start; otherwise from their end.</summary>
    public bool FromBeginning { get; init; }

    /// <summary>By how many first bytes a file is known.</summary>
    public int FingerprintSize { get; init; }

    /// <summary>How many files are read before others are opened: half of <c>max_concurrent_files</c>.</summary>
    public int FilesAtOnce { get; init; }

    /// <summary>How many times that many in one look; 0 is without end.</summary>
    public int MaxBatches { get; init; }

    /// <summary>After how long without news a last line without its end is taken as it is; zero is never.</summary>
    public TimeSpan ForceFlush { get; init; }

    /// <summary>Bytes at which a line is cut.</summary>
    public int MaxLogSize { get; init; }

    /// <summary>Whether <c>log.file.name</c> is set.</summary>
    public bool IncludeName { get; init; }

    /// <summary>Whether <c>log.file.path</c> is set.</summary>
    public bool IncludePath { get; init; }

    /// <summary>Whether blanks at the start of a line stay.</summary>
    public bool KeepLeading { get; init; }

    /// <summary>Whether blanks at the end of a line stay.</summary>
    public bool KeepTrailing { get; init; }

    /// <summary>What is done with a file that became shorter.</summary>
    public OnTruncate OnTruncate { get; init; }

    /// <summary>Reads the settings of a receiver.</summary>
    public static FilelogSettings Read(ConfigNode node)
    {
        if (node["storage"].Exists)
            throw node["storage"].Bad("no storage: this stand-in keeps its places in files in memory only, and a restart forgets them");
        foreach (var key in node.Keys)
        {
            if (!s_known.Contains(key))
                throw node[key].Bad($"a setting that this stand-in knows: {string.Join(", ", s_known)}", key);
        }

        if (node["encoding"].Text("utf-8").ToLowerInvariant() is not ("utf-8" or "utf8"))
            throw node["encoding"].Bad("utf-8, the only encoding of this stand-in");
        var include = Globs(node["include"]);
        return new FilelogSettings
        {
            Include = include.IsEmpty ? throw node["include"].Bad("at least one pattern of files") : include,
            Exclude = Globs(node["exclude"]),
            PollInterval = Positive(node["poll_interval"], TimeSpan.FromMilliseconds(200)),
            FromBeginning = Choice(node["start_at"], ("end", false), ("beginning", true)),
            FingerprintSize = (int)Least(node["fingerprint_size"], ByteSize.Read(node["fingerprint_size"], 1000), 16),
            FilesAtOnce = (int)Least(node["max_concurrent_files"], node["max_concurrent_files"].Number(1024), 2) / 2,
            MaxBatches = (int)Least(node["max_batches"], node["max_batches"].Number(0), 0),
            ForceFlush = node["force_flush_period"].Duration(TimeSpan.FromMilliseconds(500)),
            MaxLogSize = (int)Least(node["max_log_size"], ByteSize.Read(node["max_log_size"], 1 << 20), 1),
            IncludeName = node["include_file_name"].Flag(true),
            IncludePath = node["include_file_path"].Flag(false),
            KeepLeading = node["preserve_leading_whitespaces"].Flag(false),
            KeepTrailing = node["preserve_trailing_whitespaces"].Flag(false),
            OnTruncate = Choice(node["on_truncate"], ("ignore", OnTruncate.Ignore), ("read_whole_file", OnTruncate.ReadWholeFile), ("read_new", OnTruncate.ReadNew)),
        };
    }

    private static ImmutableArray<Glob> Globs(ConfigNode node) => [.. node.Items.Select(item =>
    {
        try
        {
            return Glob.Parse(item.Text());
        }
        catch (FormatException problem)
        {
            throw item.Bad("a pattern of paths", $"{item.Text()} ({problem.Message})");
        }
    })];

    private static T Choice<T>(ConfigNode node, params (string Word, T Value)[] choices)
    {
        var word = node.Text(choices[0].Word);
        var at = Array.FindIndex(choices, c => c.Word == word);
        return at < 0 ? throw node.Bad(string.Join(" or ", choices.Select(c => c.Word))) : choices[at].Value;
    }

    private static long Least(ConfigNode node, long value, long least) => value >= least ? value : throw node.Bad($"{least} or more");

    private static TimeSpan Positive(ConfigNode node, TimeSpan otherwise) =>
        node.Duration(otherwise) is { Ticks: > 0 } span ? span : throw node.Bad("a duration above zero");
}
