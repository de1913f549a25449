using System.Collections.Concurrent;

namespace Validation.Bdd.Samples;

/// <summary>What the bindings did, by scenario; the tests read it after a run.</summary>
public static class Journal
{
    private static readonly ConcurrentQueue<(string Scenario, string What)> Lines = new();

    public static IReadOnlyList<string> Of(string scenario) => [.. Lines.Where(l => l.Scenario == scenario).Select(l => l.What)];

    public static void Write(string scenario, string what) => Lines.Enqueue((scenario, what));

    public static void Clear() => Lines.Clear();
}
