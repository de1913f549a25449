using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Validation.Harness;

namespace Validation.Cli;

/// <summary>A run setting and where it stands: <c>file:line</c>, or the option it was given with.</summary>
internal sealed record GivenSetting(string Name, string Value, string Where);

/// <summary>Reads run settings from a <c>.runsettings</c> file.</summary>
internal static partial class RunSettingsFile
{
    private const string Shape = "<Parameter name=\"…\" value=\"…\" />";

    /// <exception cref="BadInputException">The file is missing or broken.</exception>
    public static ImmutableArray<GivenSetting> Read(string path)
    {
        try
        {
            var root = XDocument.Load(path, LoadOptions.SetLineInfo).Root!;
            return root.Name == "RunSettings"
                ? [.. root.Elements("TestRunParameters").Elements().Select(element => Setting(element, path))]
                : throw new BadInputException("A file has no run settings", At(root, path), "<RunSettings>", $"<{root.Name}>",
                    "name another file with --settings");
        }
        catch (XmlException e)
        {
            throw new BadInputException("The run settings cannot be read", e.LineNumber > 0 ? $"{path}:{e.LineNumber}" : path, "well-formed XML",
                Position().Replace(e.Message, ""), "mend the file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("The run settings cannot be read", path, "a .runsettings file",
                File.Exists(path) ? e.Message : Directory.Exists(path) ? "a folder" : "no such file", "name another file with --settings", e);
        }
    }

    private static GivenSetting Setting(XElement element, string path)
    {
        if (element.Name != "Parameter")
            throw new BadInputException("A run setting cannot be read", At(element, path), Shape, $"<{element.Name}>",
                "correct the element or remove it");
        return new GivenSetting(Attribute(element, "name", path), Attribute(element, "value", path), At(element, path));
    }

    private static string Attribute(XElement element, string name, string path) => element.Attribute(name)?.Value
        ?? throw new BadInputException("A run setting is incomplete", At(element, path), Shape, element.ToString(),
            $"add the attribute {name}");

    private static string At(IXmlLineInfo element, string path) => $"{path}:{element.LineNumber.ToString(CultureInfo.InvariantCulture)}";

    // The place is told before, as everywhere.
    [GeneratedRegex(@" Line \d+, position \d+\.$")]
    private static partial Regex Position();
}
