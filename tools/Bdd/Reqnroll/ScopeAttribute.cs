namespace Reqnroll;

/// <summary>Restricts bindings. The parts of one attribute must all apply; of several attributes one is enough.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScopeAttribute : Attribute
{
    /// <summary>A tag of feature, rule, scenario or examples, with or without the at sign.</summary>
    public string? Tag { get; set; }

    /// <summary>The title of a feature.</summary>
    public string? Feature { get; set; }

    /// <summary>The title of a scenario.</summary>
    public string? Scenario { get; set; }
}
