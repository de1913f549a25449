using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Events;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>What a connection has agreed on so far. Safe from any thread: five calls of it may be under way.</summary>
internal sealed class Session(HostView host, bool readOnlySocket)
{
    private readonly Lock _gate = new();
    private bool _open;
    private bool _readOnly = readOnlySocket;

    public HostView Host { get; } = host;

    /// <summary>What the client registered for.</summary>
    public Callbacks Callbacks { get; } = new();

    /// <summary>Asks the client for signs of life; null when the daemon never does.</summary>
    public Heartbeat? Heartbeat { get; } = host.Settings.KeepaliveInterval is { } interval ? new Heartbeat(interval, host.Settings.KeepaliveCount, host.Clock) : null;

    /// <summary>True when changes are refused.</summary>
    public bool IsReadOnly
    {
        get
        {
            lock (_gate)
                return _readOnly;
        }
    }

    public void Open(bool readOnly)
    {
        lock (_gate)
        {
            if (_open)
                throw LibvirtException.Internal("connection already open");
            (_open, _readOnly) = (true, _readOnly || readOnly);
        }
    }

    /// <exception cref="LibvirtException">The connection is not open yet.</exception>
    public void RequireOpen()
    {
        lock (_gate)
        {
            if (!_open)
                throw LibvirtException.Internal("hypervisor connection not open");
        }
    }

    /// <summary>The host as it is now.</summary>
    /// <exception cref="LibvirtException">The connection is not open yet.</exception>
    public HostMoment Look()
    {
        RequireOpen();
        return Host.Look();
    }

    /// <summary>The domain that a client names, as it is now.</summary>
    /// <exception cref="LibvirtException">It is not there, or the connection is not open yet.</exception>
    public (Domain Domain, DateTimeOffset Now) Look(DomainReference wanted)
    {
        var (on, now) = Look();
        return on.Domains.TryGet(wanted.Uuid, out var domain)
            ? (domain, now)
            : throw LibvirtException.NoDomain($"no domain with matching uuid '{wanted.Uuid}' ({wanted.Name})");
    }
}
