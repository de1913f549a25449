namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>What kind of word of an expression.</summary>
internal enum TokenKind
{
    /// <summary>A name or a word operator.</summary>
    Word,

    /// <summary>A text in quotes, without them.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A word of an expression.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text; without quotes and escapes where it is a text.</param>
internal readonly record struct Token(TokenKind Kind, string Text);
