namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the query.</summary>
    End,

    /// <summary>A word or a sign of the language; <see cref="Token.Text"/> says which.</summary>
    Sign,

    /// <summary>A name that the language does not know.</summary>
    Identifier,

    /// <summary>An attribute with its scope: <c>span.http.status_code</c>, <c>.foo</c>.</summary>
    Attribute,

    /// <summary>A string, without its quotes.</summary>
    Text,

    /// <summary>A number or a duration.</summary>
    Value,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The sign, word, name or text.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>Of an attribute its scope with its full stop: <c>span.</c>, <c>resource.</c>, <c>.</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Of a number.</summary>
    public TraceValue Value { get; init; }

    /// <summary>How messages call it.</summary>
    public string Called => Kind switch
    {
        TokenKind.End => "$end",
        TokenKind.Identifier => "IDENTIFIER",
        TokenKind.Text => "STRING",
        TokenKind.Attribute => Scope,
        TokenKind.Value => Value.Type switch { TraceType.Whole => "INTEGER", TraceType.Real => "FLOAT", _ => "DURATION" },
        _ => Text,
    };
}

/// <summary>A query that is not TraceQL, or not the part of it that the stand-in knows.</summary>
internal sealed class TraceQlException : Exception
{
    /// <summary>A mistake at a place.</summary>
    public TraceQlException(string message, int line, int column)
        : base($"parse error at line {line}, col {column}: {message}")
    {
    }

    /// <summary>A mistake of the whole.</summary>
    public TraceQlException(string message)
        : base(message)
    {
    }
}
