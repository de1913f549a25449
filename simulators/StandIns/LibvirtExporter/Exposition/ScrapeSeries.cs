using System.Runtime.InteropServices;
using Validation.Simulators.StandIns.LibvirtExporter.Describe;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>All that one scrape has seen. Kept and filled again, so that a scrape of a known host allocates next to nothing.</summary>
internal sealed class ScrapeSeries
{
    private readonly List<DomainSeries> _all = [];
    private int _domains;

    public RowSet Host { get; } = new(2);

    public RowSet Pools { get; } = new(5);

    /// <summary>In the order of libvirt's list until <see cref="Sort"/>, then by name.</summary>
    public Span<DomainSeries> Domains => CollectionsMarshal.AsSpan(_all)[.._domains];

    /// <summary>Forgets the last scrape.</summary>
    public void Begin()
    {
        _domains = 0;
        Host.Clear();
        Pools.Clear();
        Host.Add(Label.None);
    }

    public void Begin(ReadOnlySpan<KnownDomain> domains)
    {
        _domains = domains.Length;
        while (_all.Count < domains.Length)
            _all.Add(new DomainSeries());
        for (var i = 0; i < domains.Length; i++)
            _all[i].Begin(domains[i]);
    }

    /// <summary>Brings everything into the order of the exposition.</summary>
    public void Sort()
    {
        Host.Sort();
        Pools.Sort();
        foreach (var domain in Domains)
            domain.Sort();
        Domains.Sort(static (a, b) => a.Domain.Label.CompareTo(b.Domain.Label));
    }
}
