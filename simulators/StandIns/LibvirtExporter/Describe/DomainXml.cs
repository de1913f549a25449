using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Validation.Simulators.StandIns.LibvirtExporter.Describe;

/// <summary>What the exporter reads from a domain's XML. Namespaces play no part; what is missing is an empty text.</summary>
internal sealed record DomainXml(
    string Uuid, string OsType, string OsArch, string OsMachine, NovaXml Nova, ImmutableArray<DiskXml> Disks, ImmutableArray<InterfaceXml> Interfaces)
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1 };

    /// <summary>Reads the XML of one domain.</summary>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static DomainXml Parse(ReadOnlyMemory<byte> xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml.ToArray()), Settings);
        reader.MoveToContent();
        // The first element and nothing behind it, as Go's Unmarshal does.
        using var first = reader.ReadSubtree();
        var domain = XElement.Load(first, LoadOptions.PreserveWhitespace);
        var type = domain.Child("os").Child("type");
        var devices = domain.Children("devices").ToImmutableArray();
        return new DomainXml(
            domain.Child("uuid").Text(),
            type.Text(),
            type.Text("arch"),
            type.Text("machine"),
            NovaXml.Of(domain.Child("metadata").Child("instance")),
            [.. devices.SelectMany(all => all.Children("disk")).Select(DiskXml.Of)],
            [.. devices.SelectMany(all => all.Children("interface")).Select(InterfaceXml.Of)]);
    }
}

/// <summary>Nova's metadata element <c>instance</c>.</summary>
internal sealed record NovaXml(string Name, string Flavor, string UserName, string UserId, string ProjectName, string ProjectId)
{
    public static NovaXml Of(XElement? instance)
    {
        var (user, project) = (instance.Child("owner").Child("user"), instance.Child("owner").Child("project"));
        return new NovaXml(
            instance.Child("name").Text(), instance.Child("flavor").Text("name"), user.Text(), user.Text("uuid"), project.Text(), project.Text("uuid"));
    }
}

/// <summary>One <c>disk</c>.</summary>
internal sealed record DiskXml(
    string Device, string Type, string Serial, string DriverName, string DriverType, string DriverCache, string DriverDiscard,
    string SourceFile, string SourceProtocol, string TargetDevice, string TargetBus)
{
    /// <summary>False for media that are put in and taken out: they have no counters of their own in the first query.</summary>
    public bool Counted => Device is not ("cdrom" or "fd");

    public static DiskXml Of(XElement disk)
    {
        var (driver, source, target) = (disk.Child("driver"), disk.Child("source"), disk.Child("target"));
        return new DiskXml(
            disk.Text("device"), disk.Text("type"), disk.Child("serial").Text(),
            driver.Text("name"), driver.Text("type"), driver.Text("cache"), driver.Text("discard"),
            source.Text("file"), source.Text("protocol"), target.Text("dev"), target.Text("bus"));
    }
}

/// <summary>One <c>interface</c>.</summary>
internal sealed record InterfaceXml(string Type, string SourceBridge, string TargetDevice, string MacAddress, string ModelType, string MtuSize)
{
    public static InterfaceXml Of(XElement item) => new(
        item.Text("type"), item.Child("source").Text("bridge"), item.Child("target").Text("dev"),
        item.Child("mac").Text("address"), item.Child("model").Text("type"), item.Child("mtu").Text("size"));
}
