namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>A line of a container runtime: time, stream, tag (F for full, P for partial), text, with one blank between them.</summary>
internal readonly ref struct CriLine
{
    /// <summary><c>containerd</c> when the time ends with Z, else <c>crio</c>.</summary>
    public string Format { get; private init; }

    /// <summary>The time as written.</summary>
    public ReadOnlySpan<char> Time { get; private init; }

    /// <summary><c>stdout</c> or <c>stderr</c>.</summary>
    public string Stream { get; private init; }

    /// <summary>F or P.</summary>
    public string Tag { get; private init; }

    /// <summary>The text.</summary>
    public string Log { get; private init; }

    /// <summary>Takes a line apart; false when it is none of a runtime.</summary>
    public static bool TryRead(string text, out CriLine line)
    {
        line = default;
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        if (end <= 0)
            return false;
        var time = text.AsSpan(0, end);
        var zulu = time[^1] == 'Z';
        if (zulu ? time.Length == 1 || time[..^1].ContainsAny('^', 'Z') : time.Contains('Z'))
            return false;
        var rest = text.AsSpan(end + 1);
        var stream = rest.StartsWith("stdout ", StringComparison.Ordinal) ? "stdout" : rest.StartsWith("stderr ", StringComparison.Ordinal) ? "stderr" : null;
        if (stream is null)
            return false;
        rest = rest[7..];
        var blank = rest.IndexOf(' ');
        var tag = blank < 0 ? rest : rest[..blank];
        line = new CriLine
        {
            Format = zulu ? "containerd" : "crio",
            Time = time,
            Stream = stream,
            Tag = tag is "F" ? "F" : tag is "P" ? "P" : tag.ToString(),
            Log = blank < 0 ? "" : rest[(blank + 1)..].ToString(),
        };
        return true;
    }
}
