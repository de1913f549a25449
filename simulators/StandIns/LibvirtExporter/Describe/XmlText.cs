using System.Xml.Linq;

namespace Validation.Simulators.StandIns.LibvirtExporter.Describe;

/// <summary>Reading XML as Go's <c>encoding/xml</c> does: by local name, the last of several, nothing for what is missing.</summary>
internal static class XmlText
{
    public static IEnumerable<XElement> Children(this XElement? parent, string name) =>
        parent?.Elements().Where(element => element.Name.LocalName == name) ?? [];

    public static XElement? Child(this XElement? parent, string name) => parent.Children(name).LastOrDefault();

    /// <summary>The text of the element itself, without that of its children.</summary>
    public static string Text(this XElement? element) => string.Concat(element?.Nodes().OfType<XText>().Select(text => text.Value) ?? []);

    public static string Text(this XElement? element, string attribute) =>
        element?.Attributes().FirstOrDefault(found => found.Name.LocalName == attribute && !found.IsNamespaceDeclaration)?.Value ?? "";
}
