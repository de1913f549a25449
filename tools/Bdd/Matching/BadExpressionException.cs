namespace Validation.Bdd.Matching;

/// <summary>The text of a binding is no expression; the message says why.</summary>
#pragma warning disable CA1032, CA1064 // Thrown and caught between the expression and the catalog only.
internal sealed class BadExpressionException(string message, Exception? cause = null) : Exception(message, cause);
#pragma warning restore CA1032, CA1064
