using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>libvirt's refusal (<c>remote_error</c>), as the real exporter's library understands it.</summary>
internal static class RemoteError
{
    /// <summary><c>VIR_ERR_OPERATION_UNSUPPORTED</c>: the one refusal of a job query that the exporter forgives.</summary>
    internal const uint OperationUnsupported = 84;

    /// <summary>Turns the status of a reply into the end of a call.</summary>
    public static CallResult Judge(int status, ReadOnlySpan<byte> payload)
    {
        if (status == Packet.StatusOk)
            return CallResult.Answered;
        if (status != Packet.StatusError)
            return new CallResult(CallEnd.Garbled, 0, $"was answered with the unknown status {status}");

        var reader = new XdrReader(payload);
        var code = reader.ReadUInt32();
        reader.ReadUInt32();
        var message = Encoding.UTF8.GetString(reader.ReadOptionalString());
        if (reader.Bad)
            return new CallResult(CallEnd.Garbled, 0, "was answered with an error that cannot be decoded");
        // A missing procedure is told by its text only; it then has no error number (go-libvirt).
        return new CallResult(CallEnd.Refused, message.Contains("unknown procedure", StringComparison.Ordinal) ? 0 : code, $"was refused: {message}");
    }
}
