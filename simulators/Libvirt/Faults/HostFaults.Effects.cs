using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Faults;

public sealed partial class HostFaults
{
    // Calls that ask QEMU itself, or change it: they wait for the domain's lock.
    private static readonly Procedure[] NeedMonitor =
    [
        Procedure.DomainBlockStats, Procedure.DomainBlockStatsFlags, Procedure.DomainInterfaceStats, Procedure.DomainMemoryStats, Procedure.DomainGetBlockInfo,
        Procedure.DomainSuspend, Procedure.DomainResume, Procedure.DomainShutdown, Procedure.DomainShutdownFlags, Procedure.DomainReboot,
    ];

    /// <summary>True when the daemon keeps silent to keepalive.</summary>
    internal bool IgnoresPings => Volatile.Read(ref _silences) > 0;

    /// <summary>True when a connection is cut off instead of having its call answered.</summary>
    /// <param name="calls">Calls of the connection so far, this one included.</param>
    internal bool CutsOffAt(int calls) => !_cuts.IsEmpty && _cuts.Any(after => calls > after);

    /// <summary>True when a call may have to wait or be refused.</summary>
    internal bool Concern(in PacketHeader call) => call.Program == Programs.Remote && !(_calls.IsEmpty && _hungMonitors.IsEmpty);

    /// <summary>Ends when the call may be answered; throws what it is answered with otherwise.</summary>
    internal async Task MeetAsync(Procedure procedure, ReadOnlyMemory<byte> payload, HostView host, CancellationToken stop)
    {
        foreach (var fault in _calls)
        {
            if ((fault.Procedure is null || fault.Procedure == procedure) && (fault.Domain is null || IsAbout(procedure, payload, host, fault.Domain)))
                await fault.MeetAsync(_clock, stop);
        }

        foreach (var domain in _hungMonitors)
        {
            if (!IsAbout(procedure, payload, host, domain))
                continue;
            if (procedure == Procedure.ConnectGetAllDomainStats && StatsCall.MayWait(payload.Span))
                await Task.Delay(host.Settings.LockWait, _clock, stop);
            if (NeedMonitor.Contains(procedure))
            {
                await Task.Delay(host.Settings.LockWait, _clock, stop);
                throw new LibvirtException(ErrorCode.OperationTimeout, ErrorSource.Qemu, "Timed out during operation: %s",
                    "cannot acquire state change lock (held by monitor=remoteDispatchConnectGetAllDomainStats)");
            }
        }
    }

    /// <summary>How a domain's statistics look under the faults at work.</summary>
    internal StatsShape Shape(in StatsShape wanted, string domain)
    {
        var shape = _hungMonitors.IsEmpty || !_hungMonitors.Contains(domain) ? wanted : wanted with { HasMonitor = false };
        foreach (var fault in _stats)
        {
            if (fault.Domain is null || fault.Domain == domain)
                shape = shape with { Missing = shape.Missing | fault.Missing, Mistyped = shape.Mistyped | fault.Mistyped };
        }

        return shape;
    }

    private static bool IsAbout(Procedure procedure, ReadOnlyMemory<byte> payload, HostView host, string domain) =>
        host.Look().Host.Domains.TryGet(domain, out var there) && CallSubject.Is(procedure, payload.Span, domain, there.Uuid);
}
