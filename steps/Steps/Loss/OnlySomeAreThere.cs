using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Steps.Loss;

/// <summary>Of what was written some consecutive numbers are there, once, and nothing else is.</summary>
public static class OnlySomeAreThere
{
    /// <summary>Findings: <c>lost</c> for one of them, <c>there</c> for any other, <c>duplicate</c>; each with the item's key.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">First number that must be there.</param>
    /// <param name="count">How many must be.</param>
    /// <param name="seen">The numbers that were seen; its bound is how many were written.</param>
    public static Verdict Check(string stream, long from, long count, SequenceSet seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var end = from + count;
        Finding Of(string rule, string expected, string actual, long seq) => new(rule, expected, actual, $"{stream}/{seq}");
        return Verdict.Of($"of {seen.Bound} of {stream} only {count} are there, from {from} on",
        [
            .. seen.Missing(from, count).Select(seq => Of("lost", "once", "not at all", seq)),
            .. seen.Present(0, from).Concat(seen.Present(end, seen.Bound - end)).Select(seq => Of("there", "lost, as the hops say", "stored", seq)),
            .. seen.Repeated(0, seen.Bound).Select(seq => Of("duplicate", "once", "more than once", seq)),
        ]);
    }
}
