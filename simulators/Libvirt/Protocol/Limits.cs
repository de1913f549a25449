namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>Limits of libvirt 9.0.0's protocol (virnetprotocol.x, remote_protocol.x).</summary>
public static class Limits
{
    /// <summary>Bytes of a packet's header, its length field included.</summary>
    public const int Header = 28;

    /// <summary>Largest packet: 32 MiB and the length field.</summary>
    public const int Packet = (32 * 1024 * 1024) + 4;

    /// <summary>Longest string, bytes.</summary>
    public const int Text = 4 * 1024 * 1024;

    /// <summary>Domains in one list.</summary>
    public const int Domains = 16_384;

    /// <summary>Calls of one connection that are answered at the same time; libvirtd's max_client_requests.</summary>
    public const int CallsAtOnce = 5;
}
