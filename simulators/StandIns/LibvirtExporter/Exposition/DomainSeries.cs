using Validation.Simulators.StandIns.LibvirtExporter.Describe;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>All that one scrape has seen of one domain.</summary>
internal sealed class DomainSeries
{
    private readonly RowSet?[] _rows = new RowSet?[Enum.GetValues<Subject>().Length];

    public DomainSeries()
    {
        _rows[(int)Subject.Domain] = new RowSet(34);
        _rows[(int)Subject.State] = new RowSet(1);
        _rows[(int)Subject.Machine] = new RowSet(1);
        _rows[(int)Subject.OpenStack] = new RowSet(1);
        _rows[(int)Subject.Disk] = new RowSet(4);
        _rows[(int)Subject.DiskInfo] = new RowSet(1);
        _rows[(int)Subject.DiskTime] = new RowSet(5);
        _rows[(int)Subject.Interface] = new RowSet(8);
        _rows[(int)Subject.InterfaceInfo] = new RowSet(1);
        _rows[(int)Subject.Vcpu] = new RowSet(4);
    }

    /// <summary>The domain this is about.</summary>
    public KnownDomain Domain { get; private set; } = null!;

    /// <summary>What its XML says; null when it was not to be had, and then nothing more is asked.</summary>
    public DomainDescription? Description { get; set; }

    /// <summary>The rows of a subject that belongs to a domain.</summary>
    public RowSet this[Subject subject] => _rows[(int)subject]!;

    /// <summary>Forgets the last scrape.</summary>
    public void Begin(KnownDomain domain)
    {
        (Domain, Description) = (domain, null);
        foreach (var rows in _rows)
            rows?.Clear();
        this[Subject.Domain].Add(domain.Label);
    }

    /// <summary>Sets a value of the domain itself.</summary>
    public void Set(int column, double value) => this[Subject.Domain].Set(0, column, value);

    /// <summary>Adds a row that only says that something is there.</summary>
    public void Mark(Subject subject, Label label) => this[subject].Add(label, value: 1);

    public void Sort()
    {
        foreach (var rows in _rows)
            rows?.Sort();
    }
}
