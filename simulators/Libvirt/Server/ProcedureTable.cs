using Validation.Simulators.Libvirt.Procedures;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>
/// Answers one procedure: reads all arguments first, then looks at the host, then writes the result. In that order libvirtd
/// reports a broken payload before a closed connection, and that before a missing domain.
/// </summary>
internal delegate void Handler(Session session, ref XdrReader arguments, XdrWriter result);

/// <summary>A procedure that the simulator answers.</summary>
/// <param name="Answer">How.</param>
/// <param name="Changes">It changes something: refused on a read-only connection, under this name.</param>
/// <param name="Heavy">It may take long: answered off the reading thread, so that it holds no other call.</param>
internal sealed record Entry(Handler Answer, string? Changes = null, bool Heavy = false);

/// <summary>All procedures of the REMOTE program that the simulator answers.</summary>
internal sealed class ProcedureTable
{
    private readonly Entry?[] _entries = new Entry?[512];

    private ProcedureTable()
    {
        SessionProcedures.AddTo(this);
        HostProcedures.AddTo(this);
        ListProcedures.AddTo(this);
        DomainProcedures.AddTo(this);
        DeviceProcedures.AddTo(this);
        StatsProcedures.AddTo(this);
        EventProcedures.AddTo(this);
        StorageProcedures.AddTo(this);
        JobProcedures.AddTo(this);
        LifeProcedures.AddTo(this);
        NodeProcedures.AddTo(this);
        NetworkProcedures.AddTo(this);
        VcpuProcedures.AddTo(this);
        GuestProcedures.AddTo(this);
    }

    public static ProcedureTable All { get; } = new();

    public void Add(Procedure procedure, Handler answer) => Put(procedure, new Entry(answer));

    /// <summary>A procedure that changes something; the name is that of libvirt's function.</summary>
    public void AddChange(Procedure procedure, string name, Handler answer) => Put(procedure, new Entry(answer, name));

    public void AddHeavy(Procedure procedure, Handler answer) => Put(procedure, new Entry(answer, Heavy: true));

    public Entry? Find(int procedure) => (uint)procedure < (uint)_entries.Length ? _entries[procedure] : null;

    /// <summary>What libvirtd says of a procedure that we do not answer.</summary>
    public static LibvirtException Unanswered(int procedure)
    {
        var name = ((Procedure)procedure).ToString();
        // Events go from server to client: as a call their numbers are unknown to libvirtd, too.
        var isEvent = name.Contains("Event", StringComparison.Ordinal) && !name.Contains("gister", StringComparison.Ordinal);
        if (!Enum.IsDefined((Procedure)procedure) || isEvent)
            return LibvirtException.Rpc($"unknown procedure: {procedure}");
        return new LibvirtException(ErrorCode.NoSupport, ErrorSource.Domain, "this function is not supported by the connection driver: %s", $"vir{name}");
    }

    private void Put(Procedure procedure, Entry entry)
    {
        if (_entries[(int)procedure] is not null)
            throw new InvalidOperationException($"{procedure} has two answers.");
        _entries[(int)procedure] = entry;
    }
}
