namespace Validation.Simulators.Cloud.Building;

/// <summary>What happens to a server by itself when its time has come.</summary>
internal enum Step
{
    /// <summary>Nova begins to prepare a live migration.</summary>
    Prepare,

    /// <summary>Libvirt's job begins.</summary>
    Transfer,

    /// <summary>The guest is stopped for the last pass.</summary>
    Pause,

    /// <summary>The guest goes on at the destination.</summary>
    SwitchOver,

    /// <summary>Nova has tidied up.</summary>
    Finish,

    /// <summary>The migration goes wrong as planned.</summary>
    Fail,

    /// <summary>A new server's domain is made.</summary>
    Spawn,

    /// <summary>A new server's domain cannot be made.</summary>
    SpawnFails,

    /// <summary>A resized server is started where it is to be.</summary>
    FinishResize,
}

/// <summary>Something that will happen to a server at a moment of guest time.</summary>
/// <param name="At">When.</param>
/// <param name="Order">Of equal moments, the order in which they were planned.</param>
/// <param name="Server">To which.</param>
/// <param name="Step">What.</param>
/// <param name="Message">What is said about it.</param>
internal sealed record PendingStep(DateTimeOffset At, long Order, Guid Server, Step Step, string Message = "") : IComparable<PendingStep>
{
    public int CompareTo(PendingStep? other) => other is null ? 1 : (At, Order).CompareTo((other.At, other.Order));
}
