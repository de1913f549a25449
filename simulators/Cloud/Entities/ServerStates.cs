using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud.Entities;

/// <summary>Nova's vm_state.</summary>
public enum VmState
{
    /// <summary>Runs.</summary>
    Active,

    /// <summary>Paused by a person.</summary>
    Paused,

    /// <summary>Switched off.</summary>
    Stopped,

    /// <summary>Something went wrong.</summary>
    Error,

    /// <summary>It is being made.</summary>
    Building,

    /// <summary>It has another flavour or host, and waits to be confirmed.</summary>
    Resized,
}

/// <summary>Nova's task_state.</summary>
public enum TaskState
{
    /// <summary>Nothing under way.</summary>
    None,

    /// <summary>On its way to another host.</summary>
    Migrating,

    /// <summary>Its domain is being made.</summary>
    Spawning,

    /// <summary>Switched off, and its disks are on their way to another host or size.</summary>
    ResizeMigrating,
}

/// <summary>Nova's power_state, with its numbers.</summary>
public enum PowerState
{
    /// <summary>Nothing is known.</summary>
    NoState = 0,

    /// <summary>Runs.</summary>
    Running = 1,

    /// <summary>Paused.</summary>
    Paused = 3,

    /// <summary>Off.</summary>
    Shutdown = 4,

    /// <summary>Panicked.</summary>
    Crashed = 6,

    /// <summary>Asleep.</summary>
    Suspended = 7,
}

/// <summary>The status that the API shows; its text is <see cref="ServerStates.TextOf(ServerStatus)"/>.</summary>
public enum ServerStatus
{
    /// <summary>Runs.</summary>
    Active,

    /// <summary>Paused.</summary>
    Paused,

    /// <summary>Switched off.</summary>
    Shutoff,

    /// <summary>On its way to another host.</summary>
    Migrating,

    /// <summary>Something went wrong.</summary>
    Error,

    /// <summary>It is being made.</summary>
    Build,

    /// <summary>It is given another flavour or host.</summary>
    Resize,

    /// <summary>It has been, and waits to be confirmed.</summary>
    VerifyResize,
}

/// <summary>How Nova's states hang together, and with libvirt's (nova/compute/power_state.py, nova/api/openstack/common.py).</summary>
public static class ServerStates
{
    /// <summary>The status of a vm_state and task_state.</summary>
    public static ServerStatus StatusOf(VmState state, TaskState task) => (state, task) switch
    {
        (VmState.Active or VmState.Paused, TaskState.Migrating) => ServerStatus.Migrating,
        (VmState.Active or VmState.Stopped, TaskState.ResizeMigrating) => ServerStatus.Resize,
        (VmState.Building, _) => ServerStatus.Build,
        (VmState.Resized, _) => ServerStatus.VerifyResize,
        (VmState.Active, _) => ServerStatus.Active,
        (VmState.Paused, _) => ServerStatus.Paused,
        (VmState.Stopped, _) => ServerStatus.Shutoff,
        _ => ServerStatus.Error,
    };

    /// <summary>The API's text: <c>VERIFY_RESIZE</c>.</summary>
    public static string TextOf(ServerStatus status) => status == ServerStatus.VerifyResize ? "VERIFY_RESIZE" : status.ToString().ToUpperInvariant();

    /// <summary>Nova's word: <c>building</c>.</summary>
    public static string TextOf(VmState state) => state.ToString().ToLowerInvariant();

    /// <summary>Nova's word: <c>resize_migrating</c>; null when nothing is under way.</summary>
    public static string? TextOf(TaskState task) => task switch
    {
        TaskState.None => null,
        TaskState.ResizeMigrating => "resize_migrating",
        _ => task.ToString().ToLowerInvariant(),
    };

    /// <summary>What Nova makes of a domain's state.</summary>
    public static PowerState PowerOf(DomainState state) => state switch
    {
        DomainState.Running or DomainState.Blocked => PowerState.Running,
        DomainState.Paused => PowerState.Paused,
        DomainState.Shutdown or DomainState.Shutoff => PowerState.Shutdown,
        DomainState.Crashed => PowerState.Crashed,
        DomainState.PmSuspended => PowerState.Suspended,
        _ => PowerState.NoState,
    };
}
