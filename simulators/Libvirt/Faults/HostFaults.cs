using System.Collections.Immutable;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Faults;

/// <summary>
/// What is broken on purpose at one host's daemon. Each fault lasts until the handle that it returned is disposed; several
/// may be at work at once. Safe from any thread.
/// </summary>
public sealed partial class HostFaults
{
    private readonly TimeProvider _clock;
    private readonly Action _cutAllOff;
    private ImmutableList<CallFault> _calls = [];
    private ImmutableList<(StatsGroups Missing, StatsGroups Mistyped, string? Domain)> _stats = [];
    private ImmutableList<string> _hungMonitors = [];
    private ImmutableList<int> _cuts = [];
    private int _silences;

    internal HostFaults(TimeProvider clock, Action cutAllOff) => (_clock, _cutAllOff) = (clock, cutAllOff);

    /// <summary>Calls are answered that much later.</summary>
    /// <param name="by">How much.</param>
    /// <param name="procedure">Calls of it only; of all when null.</param>
    /// <param name="domain">Calls about the domain of that name only; calls about all domains are among them.</param>
    public IDisposable Delay(TimeSpan by, Procedure? procedure = null, string? domain = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return Begin(new DelayedCalls(procedure, domain, by));
    }

    /// <summary>Calls are not answered; when healed, they are.</summary>
    public IDisposable Hang(Procedure? procedure = null, string? domain = null) => Begin(new HungCalls(procedure, domain));

    /// <summary>Calls are refused with an error.</summary>
    public IDisposable Refuse(ErrorCode code, string message, Procedure? procedure = null, string? domain = null, ErrorSource source = ErrorSource.Qemu)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return Begin(new RefusedCalls(procedure, domain, code, source, message));
    }

    /// <summary>
    /// Every connection is cut off at the call after its first <paramref name="afterCalls"/>; with 0, those that are open
    /// are cut off at once.
    /// </summary>
    public IDisposable CutOff(int afterCalls = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterCalls);
        var handle = Begin(ref _cuts, afterCalls);
        if (afterCalls == 0)
            _cutAllOff();
        return handle;
    }

    /// <summary>Procedure 344 leaves out groups although they were asked for.</summary>
    public IDisposable LeaveOut(StatsGroups groups, string? domain = null) => Begin(ref _stats, (groups, StatsGroups.None, domain));

    /// <summary>Procedure 344 sends a group's 64-bit numbers as signed where they are unsigned, and the other way round.</summary>
    public IDisposable Mistype(StatsGroups groups, string? domain = null) => Begin(ref _stats, (StatsGroups.None, groups, domain));

    /// <summary>The daemon does not answer when a client asks for a sign of life.</summary>
    public IDisposable IgnorePings()
    {
        Interlocked.Increment(ref _silences);
        return new Healing(() => Interlocked.Decrement(ref _silences));
    }

    /// <summary>
    /// QEMU of a domain does not answer its monitor: statistics that do not wait lose what comes from it; calls that
    /// need it wait and fail with error 68.
    /// </summary>
    public IDisposable HangMonitor(string domain)
    {
        ArgumentException.ThrowIfNullOrEmpty(domain);
        return Begin(ref _hungMonitors, domain);
    }

    private Healing Begin(CallFault fault)
    {
        var handle = Begin(ref _calls, fault);
        return new Healing(() =>
        {
            handle.Dispose();
            fault.Heal();
        });
    }

    private Healing Begin<T>(ref ImmutableList<T> all, T fault)
    {
        ImmutableInterlocked.Update(ref all, list => list.Add(fault));
        // A ref cannot be kept; the list is found again by its type.
        return new Healing(() => Remove(fault));
    }

    private void Remove<T>(T fault)
    {
        switch (fault)
        {
            case CallFault call:
                ImmutableInterlocked.Update(ref _calls, list => list.Remove(call));
                break;
            case string monitor:
                ImmutableInterlocked.Update(ref _hungMonitors, list => list.Remove(monitor));
                break;
            case int cut:
                ImmutableInterlocked.Update(ref _cuts, list => list.Remove(cut));
                break;
            case ValueTuple<StatsGroups, StatsGroups, string?> stats:
                ImmutableInterlocked.Update(ref _stats, list => list.Remove(stats));
                break;
            default:
                throw new InvalidOperationException($"There are no faults of type {typeof(T)}.");
        }
    }

    private sealed class Healing(Action heal) : IDisposable
    {
        private Action? _heal = heal;

        public void Dispose() => Interlocked.Exchange(ref _heal, null)?.Invoke();
    }
}
