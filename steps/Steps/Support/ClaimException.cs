using NUnit.Framework;
using Validation.Harness;

namespace Validation.Steps.Support;

/// <summary>A claim that does not hold, or could not be answered. Its message is the verdict in words.</summary>
public sealed class ClaimException : AssertionException
{
    /// <summary>Says the verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="told">True when the run's stream has it already.</param>
    public ClaimException(Verdict verdict, bool told = false)
        : base((verdict ?? throw new ArgumentNullException(nameof(verdict))).Describe())
    {
        (Verdict, Told) = (verdict, told);
    }

    /// <summary>The verdict, with all findings and evidence.</summary>
    public Verdict Verdict { get; }

    /// <summary>True when the run's stream has the verdict already; what a scenario demands before its own claims is told when it ends.</summary>
    public bool Told { get; }
}
