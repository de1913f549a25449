using System.Globalization;
using System.Xml;
using Validation.Harness.Events;

namespace Validation.Reports.JUnit;

/// <summary>One scenario as a <c>testcase</c>.</summary>
internal static class JUnitCase
{
    public static void Write(XmlWriter xml, ScenarioModel scenario)
    {
        xml.WriteStartElement("testcase");
        JUnitReport.Attribute(xml, "name", scenario.Title);
        JUnitReport.Attribute(xml, "classname", scenario.Feature.Length > 0 ? scenario.Feature : "Without a feature");
        JUnitReport.Attribute(xml, "file", scenario.File);
        if (scenario.Line > 0)
            JUnitReport.Attribute(xml, "line", scenario.Line.ToString(CultureInfo.InvariantCulture));
        JUnitReport.Attribute(xml, "time", JUnitReport.Time(scenario.Seconds));
        Result(xml, scenario);
        if (Said(scenario) is { Length: > 0 } said)
            xml.WriteElementString("system-out", Clean.Text(said));
        xml.WriteEndElement();
    }

    private static void Result(XmlWriter xml, ScenarioModel scenario)
    {
        switch (scenario.Status)
        {
            case Status.Passed:
                break;
            case Status.Skipped:
                Element(xml, "skipped", null, Skips.Reason(scenario), null);
                break;
            case Status.Failed:
                Element(xml, "failure", Words.Outcome(scenario.Outcome), Reasons.First(scenario), Reasons.Whole(scenario));
                break;
            case Status.Broken:
                Element(xml, "error", "broken", Reasons.First(scenario), Reasons.Whole(scenario));
                break;
            default:
                Element(xml, "error", "unfinished", Reasons.First(scenario), null);
                break;
        }
    }

    private static void Element(XmlWriter xml, string name, string? type, string message, string? text)
    {
        xml.WriteStartElement(name);
        if (type is not null)
            JUnitReport.Attribute(xml, "type", type);
        JUnitReport.Attribute(xml, "message", message);
        if (!string.IsNullOrEmpty(text))
            xml.WriteString(Clean.Text(text));
        xml.WriteEndElement();
    }

    private static string Said(ScenarioModel scenario) => string.Join('\n',
    [
        .. scenario.Verdicts.Select(v => $"{Words.Outcome(v.Outcome)}: {v.Claim}"),
        .. scenario.Measurements.Select(Reasons.Figure),
        .. scenario.Verdicts.SelectMany(v => v.Evidence).Concat(scenario.Happened.SelectMany(h => h.Evidence)).Select(e => $"evidence: {e.Path}"),
    ]);
}
