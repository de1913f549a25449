using Validation.Harness;

namespace Validation.Reports;

/// <summary>One part of the stack as it was in this run.</summary>
/// <param name="Origin">What it is and where it came from.</param>
/// <param name="Starts">How often it became ready, from 1.</param>
/// <param name="SlowestSeconds">The longest time from start to ready, in seconds.</param>
public sealed record ComponentModel(Origin Origin, int Starts, double SlowestSeconds)
{
    /// <summary>True for an upstream program, false for a stand-in of ours.</summary>
    public bool IsReal => Origin.Provenance == Provenance.Real;
}
