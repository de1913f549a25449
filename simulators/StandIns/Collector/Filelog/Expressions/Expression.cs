using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>A rule over a record: what <c>if</c>, <c>is_first_entry</c>, <c>EXPR(...)</c> hold. A part of expr-lang; the rest is refused.</summary>
internal sealed class Expression
{
    private readonly Node _root;

    private Expression(Node root) => _root = root;

    /// <summary>Reads the expression of a setting.</summary>
    public static Expression Read(ConfigNode setting) => Read(setting.Text(), setting);

    /// <summary>Reads an expression that is written in a setting.</summary>
    public static Expression Read(string text, ConfigNode setting)
    {
        try
        {
            return new Expression(new Parser(new Lexer(text).Tokens()).Whole());
        }
        catch (FormatException problem)
        {
            throw setting.Bad("an expression of ==, !=, <, >, matches, contains, startsWith, endsWith, in, and, or, not, ??, +, len()", $"{text} ({problem.Message})");
        }
    }

    /// <summary>Its value for a record.</summary>
    /// <exception cref="ExpressionException">It has none: a wrong kind of value somewhere.</exception>
    public object? Value(Entry entry) => _root.Value(entry);

    /// <summary>Whether it is true for a record.</summary>
    /// <exception cref="ExpressionException">It is neither true nor false.</exception>
    public bool Holds(Entry entry) => _root.Holds(entry);
}

/// <summary>An expression that has no value for a record; the operator's <c>on_error</c> says what becomes of the record.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
