using Reqnroll.Bindings;

namespace Reqnroll
{
    /// <summary>How the text of a step definition is read.</summary>
    public enum ExpressionType
    {
        /// <summary>As the text looks: anchors and common regex patterns make it a regular expression, braces a cucumber expression.</summary>
        Unspecified,

        /// <summary>As a regular expression.</summary>
        RegularExpression,

        /// <summary>As a cucumber expression.</summary>
        CucumberExpression,
    }

    /// <summary>What all step attributes have in common.</summary>
    /// <param name="expression">A cucumber expression or a regular expression for the whole text of a step.</param>
    /// <param name="types">The steps that are bound.</param>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public abstract class StepDefinitionBaseAttribute(string expression, params StepDefinitionType[] types) : Attribute
    {
        /// <summary>The text to match.</summary>
        public string Expression { get; } = expression;

        /// <summary>How <see cref="Expression"/> is read.</summary>
        public ExpressionType ExpressionType { get; set; }

        /// <summary>The steps that are bound.</summary>
        public IReadOnlyList<StepDefinitionType> Types { get; } = types;
    }

    /// <summary>Binds Given steps, and the And and But steps after them.</summary>
    /// <param name="expression">A cucumber expression or a regular expression.</param>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class GivenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepDefinitionType.Given);

    /// <summary>Binds When steps, and the And and But steps after them.</summary>
    /// <param name="expression">A cucumber expression or a regular expression.</param>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class WhenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepDefinitionType.When);

    /// <summary>Binds Then steps, and the And and But steps after them.</summary>
    /// <param name="expression">A cucumber expression or a regular expression.</param>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class ThenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepDefinitionType.Then);

    /// <summary>Binds steps of every kind.</summary>
    /// <param name="expression">A cucumber expression or a regular expression.</param>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class StepDefinitionAttribute(string expression)
        : StepDefinitionBaseAttribute(expression, StepDefinitionType.Given, StepDefinitionType.When, StepDefinitionType.Then);
}

namespace Reqnroll.Bindings
{
    /// <summary>What a step is for.</summary>
    public enum StepDefinitionType
    {
        /// <summary>It sets the stage.</summary>
        Given,

        /// <summary>It acts.</summary>
        When,

        /// <summary>It looks at what came of it.</summary>
        Then,
    }
}
