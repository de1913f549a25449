namespace Reqnroll;

/// <summary>
/// Marks a method that turns a step's argument into its return type. With a <see cref="Name"/>, or else by the name of its
/// return type, it may stand in braces in a cucumber expression.
/// </summary>
/// <param name="regex">The texts it takes; its groups are the method's arguments. Null takes any text, whole.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute(string? regex = null) : Attribute
{
    /// <summary>The texts it takes.</summary>
    public string? Regex { get; } = regex;

    /// <summary>The name in braces.</summary>
    public string? Name { get; set; }

    /// <summary>Of several that fit, the lowest is used.</summary>
    public int Order { get; set; } = HookAttribute.DefaultOrder;
}
