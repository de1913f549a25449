using System.Globalization;
using System.Text.RegularExpressions;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>A sample of a scrape.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string this[string label] => Labels[label];
}

/// <summary>What an exporter said, read line by line.</summary>
internal sealed partial class Metrics(string text)
{
    private readonly Sample[] _samples =
    [
        .. text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(line => Line().Match(line)).Where(m => m.Success).Select(m => new Sample(m.Groups["name"].Value,
            Label().Matches(m.Groups["labels"].Value).ToDictionary(l => l.Groups[1].Value, l => l.Groups[2].Value, StringComparer.Ordinal),
            double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture))),
    ];

    public string Text { get; } = text;

    /// <summary>All samples of a family.</summary>
    public IReadOnlyList<Sample> All(string name) => [.. _samples.Where(s => s.Name == name)];

    /// <summary>The value of the only sample with these labels.</summary>
    public double One(string name, params (string Label, string Value)[] labels)
    {
        var found = All(name).Where(s => labels.All(l => s.Labels.GetValueOrDefault(l.Label) == l.Value)).ToArray();
        return found.Length == 1 ? found[0].Value : throw new AssertionException($"{found.Length} samples of {name} with {string.Join(", ", labels)}");
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)$")]
    private static partial Regex Line();

    [GeneratedRegex("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();
}
