namespace Validation.Simulators.Libvirt;

/// <summary>What a daemon's configuration says (libvirtd.conf).</summary>
public sealed record LibvirtSettings
{
    /// <summary>
    /// After how much silence the daemon asks a client for a sign of life, if that client speaks keepalive; null: never.
    /// libvirtd's own default is five seconds.
    /// </summary>
    public TimeSpan? KeepaliveInterval { get; init; }

    /// <summary>How often it asks in vain before it cuts the client off.</summary>
    public int KeepaliveCount { get; init; } = 5;

    /// <summary>How long a call waits for a domain that somebody else holds, before error 68; QEMU_JOB_WAIT_TIME.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);
}
