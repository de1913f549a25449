using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Cloud.RandomLives;

/// <summary>What a random life may do.</summary>
public sealed record RandomLifeSpec
{
    /// <summary>What may happen; one that is listed twice happens twice as often. Everything by default.</summary>
    public ImmutableArray<LifeOperation> Operations { get; init; } = [.. Enum.GetValues<LifeOperation>()];

    /// <summary>Servers that are left alone at least; no deletion goes below.</summary>
    public int LeastServers { get; init; } = 1;

    /// <summary>Servers there may be; no creation goes above.</summary>
    public int MostServers { get; init; } = 40;

    /// <summary>The clock is moved by up to that before each operation; zero leaves it to the scenario.</summary>
    public TimeSpan MostPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Of a hundred creations and migrations each, how many fail.</summary>
    public int FailuresPerHundred { get; init; } = 15;

    internal void Check()
    {
        if (Operations.IsDefaultOrEmpty || LeastServers < 0 || MostServers <= LeastServers || MostPause < TimeSpan.Zero || FailuresPerHundred is < 0 or > 100)
        {
            throw new BadInputException("The random life cannot begin", "its spec",
                "at least one operation, more servers at most than at least, no negative time, 0 to 100 failures per hundred", ToString(), "mend the spec");
        }
    }
}
