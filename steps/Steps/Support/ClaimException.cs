using NUnit.Framework;
using Validation.Harness;

namespace Validation.Steps.Support;

/// <summary>A claim that does not hold, or could not be answered. Its message is the verdict in words.</summary>
public sealed class ClaimException : AssertionException
{
    /// <summary>Says the verdict.</summary>
    public ClaimException(Verdict verdict)
        : base((verdict ?? throw new ArgumentNullException(nameof(verdict))).Describe())
    {
        Verdict = verdict;
    }

    /// <summary>The verdict, with all findings and evidence.</summary>
    public Verdict Verdict { get; }
}
