using Validation.Bdd.Features;

namespace Validation.Bdd.Generator;

/// <summary>Where a feature's fixture goes, and that no other goes there.</summary>
internal static class FeatureNames
{
    public static string Namespace(string path, ProjectOptions options)
    {
        var folders = options.Relative(path).Split('/');
        return string.Join(".", new[] { options.RootNamespace }.Concat(folders.Take(folders.Length - 1).Select(Names.Segment)));
    }

    public static IEnumerable<(string Path, FeatureProblem Problem)> Check(IReadOnlyList<FeatureFile> files, ProjectOptions options)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (file.Feature is not { } feature)
                continue;
            var name = $"{Namespace(file.Path, options)}.{Names.Identifier(feature.Title)}";
            if (seen.TryGetValue(name, out var other))
            {
                yield return (file.Path, new FeatureProblem(FeatureRules.SameFeature, feature.Line, 1,
                    $"The feature \"{feature.Title}\" is already in {options.Relative(other)}; give each feature of a folder a title of its own"));
            }
            else
            {
                seen.Add(name, file.Path);
            }
        }
    }
}
