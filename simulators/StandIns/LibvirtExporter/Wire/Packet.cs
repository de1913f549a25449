namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>The packet around every call and reply. Source: libvirt's <c>virnetprotocol.x</c>.</summary>
internal static class Packet
{
    /// <summary>Bytes before the payload: length, program, version, procedure, type, serial, status.</summary>
    internal const int HeaderLength = 28;

    /// <summary>The longest packet libvirt sends: 32 MiB and the length word.</summary>
    internal const int MaxLength = 33_554_432 + 4;

    /// <summary>The longest string of the protocol, in bytes.</summary>
    internal const int MaxString = 4_194_304;

    /// <summary>The longest list of domains or storage pools.</summary>
    internal const int MaxList = 16_384;

    internal const uint RemoteProgram = 0x20008086;
    internal const uint Version = 1;
    internal const int Call = 0;
    internal const int Reply = 1;
    internal const int StatusOk = 0;
    internal const int StatusError = 1;
}
