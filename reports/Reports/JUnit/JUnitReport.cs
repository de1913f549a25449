using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Validation.Reports.JUnit;

/// <summary>
/// JUnit XML as CI servers read it: a <c>testsuite</c> per feature, a <c>testcase</c> per scenario with <c>file</c> and <c>line</c>.
/// The common subset of https://github.com/testmoapp/junitxml and https://docs.gitlab.com/ci/testing/unit_test_reports/;
/// Jenkins reads the same. A claim that does not hold is a <c>failure</c>, what broke or did not end is an <c>error</c>.
/// </summary>
public static class JUnitReport
{
    /// <summary>Name of the file in the run directory.</summary>
    public const string FileName = "junit.xml";

    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(false),
        NewLineHandling = NewLineHandling.None,
    };

    /// <summary>Writes the document.</summary>
    public static string Write(RunModel run)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", Headline.FirstLine(run));
            Counts(xml, run.Totals);
            Attribute(xml, "time", Time(run.Seconds));
            Attribute(xml, "timestamp", Timestamp(run.StartedAt));
            JUnitProperties.Write(xml, run);
            foreach (var feature in run.Scenarios.GroupBy(s => (s.File, s.Feature)))
                Suite(xml, run, feature.Key.File, feature.Key.Feature, [.. feature]);
            if (!run.Finished)
                CutShort(xml, run);
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    internal static void Attribute(XmlWriter xml, string name, string? value) => xml.WriteAttributeString(name, Clean.Text(value));

    internal static string Time(double seconds) =>
        (double.IsFinite(seconds) ? Math.Max(0, seconds) : 0).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Timestamp(DateTimeOffset? at) =>
        (at ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Counts(XmlWriter xml, Totals totals, int extra = 0)
    {
        Attribute(xml, "tests", (totals.Scenarios + extra).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", totals.Failed.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", (totals.Broken + totals.Unfinished + extra).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "skipped", totals.Skipped.ToString(CultureInfo.InvariantCulture));
    }

    private static void Suite(XmlWriter xml, RunModel run, string file, string feature, ImmutableArray<ScenarioModel> scenarios)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", feature.Length > 0 ? feature : "Without a feature");
        Attribute(xml, "file", file);
        Counts(xml, Totals.Of(scenarios));
        Attribute(xml, "time", Time(scenarios.Sum(s => s.Seconds)));
        Attribute(xml, "timestamp", Timestamp(scenarios[0].StartedAt));
        JUnitProperties.Write(xml, run);
        foreach (var scenario in scenarios)
            JUnitCase.Write(xml, scenario);
        xml.WriteEndElement();
    }

    /// <summary>A run that was cut short must not look green to a CI server that counts test cases only.</summary>
    private static void CutShort(XmlWriter xml, RunModel run)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "The run itself");
        Counts(xml, new Totals(), 1);
        Attribute(xml, "time", "0.000");
        Attribute(xml, "timestamp", Timestamp(run.LastEventAt));
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", "The run came to its end");
        Attribute(xml, "classname", "run");
        Attribute(xml, "time", "0.000");
        xml.WriteStartElement("error");
        Attribute(xml, "type", "unfinished");
        Attribute(xml, "message", Headline.CutShort(run));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
