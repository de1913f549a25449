using System.Xml;

namespace Validation.Reports.JUnit;

/// <summary>What the run was made of, as properties that CI servers show beside the results.</summary>
internal static class JUnitProperties
{
    public static void Write(XmlWriter xml, RunModel run)
    {
        xml.WriteStartElement("properties");
        Property(xml, "run.kind", Headline.Kind(run));
        Property(xml, "run.verdict", Words.Outcome(run.Verdict.Outcome));
        Property(xml, "run.seed", run.Seed);
        Property(xml, "run.id", run.RunId);
        Property(xml, "run.environment", run.Environment);
        Property(xml, "run.harness", run.Harness);
        foreach (var part in run.Components)
            Property(xml, $"component.{part.Origin.Component}", Parts.Describe(part));
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        JUnitReport.Attribute(xml, "name", name);
        JUnitReport.Attribute(xml, "value", value);
        xml.WriteEndElement();
    }
}
