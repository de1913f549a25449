using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Validation.Harness;

namespace Validation.Cli;

/// <summary>Reads run settings from a <c>.runsettings</c> file and from <c>--set</c>.</summary>
internal static class RunSettingsFile
{
    /// <exception cref="BadInputException">The file is missing or broken, or a setting is unknown or wrong.</exception>
    public static RunSettings Read(string? path, IEnumerable<string> overrides)
    {
        var fromFile = path is null ? [] : Parameters(path);
        var set = overrides.Select(Pair).ToList();
        // Each source is parsed by itself first, so that the message names the right one.
        RunSettings.Parse(fromFile, path ?? "");
        RunSettings.Parse(set, "--set");
        return RunSettings.Parse([.. fromFile, .. set], "--set");
    }

    private static List<KeyValuePair<string, string>> Parameters(string path)
    {
        try
        {
            return
            [
                .. XDocument.Load(path, LoadOptions.SetLineInfo).Descendants("TestRunParameters").Elements("Parameter")
                    .Select(p => KeyValuePair.Create(Attribute(p, "name", path), Attribute(p, "value", path))),
            ];
        }
        catch (XmlException e)
        {
            throw new BadInputException("The run settings cannot be read", $"{path}:{e.LineNumber}", "well-formed XML", e.Message, "mend the file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("The run settings cannot be read", path, "a .runsettings file", e.Message, "name another file with --settings", e);
        }
    }

    private static string Attribute(XElement parameter, string name, string path) =>
        parameter.Attribute(name)?.Value ?? throw new BadInputException("A run setting is incomplete",
            $"{path}:{((IXmlLineInfo)parameter).LineNumber.ToString(CultureInfo.InvariantCulture)}",
            "<Parameter name=\"…\" value=\"…\" />", parameter.ToString(), $"add the attribute {name}");

    private static KeyValuePair<string, string> Pair(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? KeyValuePair.Create(name, value)
            : throw new BadInputException("A run setting cannot be read", "--set", "Name=Value", text, "write it as --set QuietWindow=30");
}
