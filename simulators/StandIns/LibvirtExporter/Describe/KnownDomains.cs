using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Describe;

/// <summary>The domains of the last list, so that the next scrape finds their labels ready. Scrapes may overlap.</summary>
internal sealed class KnownDomains
{
    private volatile Dictionary<UInt128, KnownDomain> _known = [];

    /// <summary>Reads the answer of CONNECT_LIST_ALL_DOMAINS and forgets every domain that is not in it. Null when it cannot be decoded.</summary>
    public KnownDomain[]? Read(ReadOnlySpan<byte> reply)
    {
        var reader = new XdrReader(reply);
        var before = _known;
        var domains = new KnownDomain[reader.ReadCount(Packet.MaxList, least: 24)];
        var now = new Dictionary<UInt128, KnownDomain>(domains.Length);
        for (var i = 0; i < domains.Length; i++)
        {
            var start = reader.Offset;
            var name = reader.ReadString();
            var uuid = reader.ReadUInt128();
            reader.ReadInt32();
            if (reader.Bad)
                return null;
            var xdr = reply[start..reader.Offset];
            domains[i] = before.TryGetValue(uuid, out var known) && xdr.SequenceEqual(known.Xdr) ? known : new KnownDomain(name, xdr);
            now[uuid] = domains[i];
        }

        reader.ReadUInt32();
        if (reader.Bad)
            return null;
        _known = now;
        return domains;
    }
}
