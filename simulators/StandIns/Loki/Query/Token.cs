namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Kinds of a LogQL token; words that mean something only in their place are identifiers.</summary>
internal enum TokenKind
{
    End,
    Identifier,
    Text,
    Number,
    Duration,
    Bytes,
    Range,
    Sign,
}

/// <summary>A token of LogQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text; of a string what it says.</param>
/// <param name="At">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string text) => Kind is TokenKind.Sign or TokenKind.Identifier && Text == text;

    /// <summary>As Loki's messages name it.</summary>
    public string Name => Kind switch
    {
        TokenKind.End => "$end",
        TokenKind.Identifier => "IDENTIFIER",
        TokenKind.Text => "STRING",
        TokenKind.Number => "NUMBER",
        TokenKind.Duration => "DURATION",
        TokenKind.Bytes => "BYTES",
        TokenKind.Range => "RANGE",
        _ => Text,
    };
}

/// <summary>A query that is none.</summary>
internal sealed class LogQlException(string words) : Exception(words)
{
    /// <summary>With the place, as Loki's parser gives it: lines and columns from 1.</summary>
    public static LogQlException At(string query, int at, string words)
    {
        if (query.Length == 0)
            return new LogQlException($"parse error : {words}");
        var before = query.AsSpan(0, at);
        return new LogQlException($"parse error at line {before.Count('\n') + 1}, col {at - before.LastIndexOf('\n')}: {words}");
    }
}
