using System.Globalization;
using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;

namespace Validation.Simulators.StandIns.LibvirtExporter.Describe;

/// <summary>A domain as libvirt lists it, with the labels made for it so far. Kept from scrape to scrape.</summary>
internal sealed class KnownDomain
{
    private readonly Label?[] _states = new Label?[StateNames.Length + 1];
    private volatile Label[] _vcpus = [];
    private volatile Description? _description;

    /// <param name="name">Name, in UTF-8.</param>
    /// <param name="xdr">The whole <c>remote_nonnull_domain</c>, which every call about the domain repeats.</param>
    public KnownDomain(ReadOnlySpan<byte> name, ReadOnlySpan<byte> xdr)
    {
        Name = Encoding.UTF8.GetString(name);
        Xdr = xdr.ToArray();
        Label = Label.Of(("domain", Name));
    }

    public string Name { get; }

    public byte[] Xdr { get; }

    /// <summary>Labels of the domain itself.</summary>
    public Label Label { get; }

    private static readonly string[] StateNames =
    [
        "no state", "the domain is running", "the domain is blocked on resource", "the domain is paused by user", "the domain is being shut down",
        "the domain is shut off", "the domain is crashed", "the domain is suspended by guest power management",
        "this enum value will increase over time as new events are added to the libvirt API",
    ];

    /// <summary>What the XML says; the last answer again when the XML has not changed by a byte.</summary>
    /// <exception cref="System.Xml.XmlException">The XML is not well-formed.</exception>
    public DomainDescription Describe(ReadOnlySpan<byte> xml)
    {
        if (_description is { } known && xml.SequenceEqual(known.Xml))
            return known.Means;
        var bytes = xml.ToArray();
        var fresh = new Description(bytes, new DomainDescription(Name, DomainXml.Parse(bytes)));
        _description = fresh;
        return fresh.Means;
    }

    /// <summary>Labels with the state in words; a state without a name has none.</summary>
    public Label StateLabel(uint state)
    {
        var at = (int)Math.Min(state, StateNames.Length);
        return _states[at] ??= Label.Of(("domain", Name), ("state_desc", at < StateNames.Length ? StateNames[at] : ""));
    }

    /// <summary>Labels of a virtual processor, whose number is given in digits as it came.</summary>
    public Label VcpuLabel(ReadOnlySpan<byte> digits)
    {
        var plain = digits.Length <= 3 && (digits.Length == 1 || digits[0] != '0');
        if (!plain)
            return NewVcpuLabel(digits);
        var number = int.Parse(digits, CultureInfo.InvariantCulture);
        var known = _vcpus;
        if (number >= known.Length)
        {
            var more = new Label[number + 1];
            known.CopyTo(more, 0);
            for (var vcpu = known.Length; vcpu <= number; vcpu++)
                more[vcpu] = Label.Of(("domain", Name), ("vcpu", vcpu.ToString(CultureInfo.InvariantCulture)));
            _vcpus = known = more;
        }

        return known[number];
    }

    private Label NewVcpuLabel(ReadOnlySpan<byte> digits) => Label.Of(("domain", Name), ("vcpu", Encoding.UTF8.GetString(digits)));

    private sealed record Description(byte[] Xml, DomainDescription Means);
}
