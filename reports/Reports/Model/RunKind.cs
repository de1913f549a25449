using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Reports;

/// <summary>Whether a run can accept a release. Every report says in its first line which one it was.</summary>
public enum RunKind
{
    /// <summary>At least one part was ours in the place of an upstream program, or no part was up at all.</summary>
    Rehearsal,

    /// <summary>Parts were up, and every one was an upstream program.</summary>
    Acceptance,
}

/// <summary>Tells the kinds of runs apart.</summary>
internal static class RunKinds
{
    /// <summary>A run without a single part proves nothing about upstream programs, so it is a rehearsal.</summary>
    public static RunKind Of(ImmutableArray<ComponentModel> components) =>
        !components.IsEmpty && components.All(c => c.Origin.Provenance == Provenance.Real) ? RunKind.Acceptance : RunKind.Rehearsal;
}
