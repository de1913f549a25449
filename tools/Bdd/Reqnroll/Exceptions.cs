namespace Reqnroll;

/// <summary>What this runner throws by itself.</summary>
/// <param name="message">One sentence.</param>
/// <param name="cause">The exception that told us, if one did.</param>
public class ReqnrollException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A binding that cannot work, that is missing, or that is there twice.</summary>
/// <param name="message">One sentence.</param>
/// <param name="cause">The exception that told us, if one did.</param>
public class BindingException(string message, Exception? cause = null) : ReqnrollException(message, cause);

/// <summary>No binding fits a step.</summary>
/// <param name="message">One sentence, with the binding that is missing.</param>
public sealed class MissingStepDefinitionException(string message) : BindingException(message);

/// <summary>Several bindings fit a step.</summary>
/// <param name="message">One sentence.</param>
public sealed class AmbiguousBindingException(string message) : BindingException(message);

/// <summary>Thrown by a binding that is still to be written.</summary>
/// <param name="message">What is missing.</param>
public sealed class PendingStepException(string message) : ReqnrollException(message)
{
    /// <summary>A step whose binding is still to be written.</summary>
    public PendingStepException()
        : this("The binding of this step is still to be written.")
    {
    }
}
