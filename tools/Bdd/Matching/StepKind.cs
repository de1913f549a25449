namespace Validation.Bdd.Matching;

/// <summary>What a step is for; And, But and the asterisk take it from the step before.</summary>
[Flags]
internal enum StepKind
{
    None = 0,
    Given = 1,
    When = 2,
    Then = 4,
    Any = Given | When | Then,
}

/// <summary>How the text of a binding is to be read.</summary>
internal enum ExpressionStyle
{
    /// <summary>By the rule of <see cref="ExpressionDetection"/>.</summary>
    Detected,
    Regex,
    Cucumber,
}
