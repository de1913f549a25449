namespace Validation.Reports;

/// <summary>Parts of the stack in one line.</summary>
internal static class Parts
{
    /// <summary><c>real prometheus 2.53.3+ds1 (package prometheus 2.53.3+ds1-2)</c>, <c>stand-in for loki 1.0 (built in)</c>.</summary>
    public static string Describe(ComponentModel part) =>
        Clean.Line($"{(part.IsReal ? "real" : "stand-in for")} {part.Origin.Program} {part.Origin.Version} ({part.Origin.Source})");

    /// <summary>The programs, each once with how often it runs: <c>prometheus 2.53.3+ds1, libvirtd 9.0.0 × 7</c>; empty when there are none.</summary>
    public static string Programs(IEnumerable<ComponentModel> parts) => string.Join(", ", parts
        .GroupBy(p => Clean.Line($"{p.Origin.Program} {p.Origin.Version}"), StringComparer.Ordinal)
        .Select(g => g.Count() == 1 ? g.Key : $"{g.Key} × {Words.Number(g.Count())}"));
}
