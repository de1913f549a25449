using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Faults;

/// <summary>What befalls some calls before they are answered.</summary>
/// <param name="Procedure">Calls of it only; all when null.</param>
/// <param name="Domain">Calls about that domain only; all when null.</param>
internal abstract record CallFault(Procedure? Procedure, string? Domain)
{
    /// <summary>Ends when the call may go on; throws what it is answered with.</summary>
    public abstract Task MeetAsync(TimeProvider clock, CancellationToken stop);

    /// <summary>The fault is over.</summary>
    public virtual void Heal()
    {
    }
}

/// <summary>Calls take longer.</summary>
internal sealed record DelayedCalls(Procedure? Procedure, string? Domain, TimeSpan By) : CallFault(Procedure, Domain)
{
    public override Task MeetAsync(TimeProvider clock, CancellationToken stop) => Task.Delay(By, clock, stop);
}

/// <summary>Calls are not answered before the fault is healed.</summary>
internal sealed record HungCalls(Procedure? Procedure, string? Domain) : CallFault(Procedure, Domain)
{
    private readonly TaskCompletionSource _healed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task MeetAsync(TimeProvider clock, CancellationToken stop) => _healed.Task.WaitAsync(stop);

    public override void Heal() => _healed.TrySetResult();
}

/// <summary>Calls are refused.</summary>
internal sealed record RefusedCalls(Procedure? Procedure, string? Domain, ErrorCode Code, ErrorSource Source, string Message) : CallFault(Procedure, Domain)
{
    // A new exception each time: its stack is the call's.
    public override Task MeetAsync(TimeProvider clock, CancellationToken stop) =>
        Task.FromException(new LibvirtException(Code, Source, "%s", Message));
}
