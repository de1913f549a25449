using Validation.Simulators.Cloud;

namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>Error codes that the simulator answers, with libvirt's numbers (virErrorNumber).</summary>
public enum ErrorCode
{
    /// <summary>Something in libvirt itself.</summary>
    InternalError = 1,

    /// <summary>The driver has no such function.</summary>
    NoSupport = 3,

    /// <summary>No driver for the URI.</summary>
    NoConnect = 5,

    /// <summary>An argument makes no sense.</summary>
    InvalidArgument = 8,

    /// <summary>It did not work.</summary>
    OperationFailed = 9,

    /// <summary>A read-only connection.</summary>
    OperationDenied = 29,

    /// <summary>The protocol was broken, or the procedure is not known.</summary>
    Rpc = 39,

    /// <summary>No such domain.</summary>
    NoDomain = 42,

    /// <summary>No such network.</summary>
    NoNetwork = 43,

    /// <summary>No such storage pool.</summary>
    NoStoragePool = 49,

    /// <summary>The domain is in a state that does not allow it.</summary>
    OperationInvalid = 55,

    /// <summary>Somebody else holds the domain for too long.</summary>
    OperationTimeout = 68,

    /// <summary>The driver knows the argument but cannot do what it says.</summary>
    ArgumentUnsupported = 74,

    /// <summary>The domain has no such metadata.</summary>
    NoDomainMetadata = 80,

    /// <summary>The function exists but not for this domain.</summary>
    OperationUnsupported = 84,
}

/// <summary>Who says so, with libvirt's numbers (virErrorDomain).</summary>
public enum ErrorSource
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The RPC layer.</summary>
    Rpc = 7,

    /// <summary>The QEMU driver.</summary>
    Qemu = 10,

    /// <summary>The storage driver.</summary>
    Storage = 18,

    /// <summary>The network driver.</summary>
    Network = 19,

    /// <summary>The domain API.</summary>
    Domain = 20,
}

/// <summary>An error as libvirt sends it: the message's format and its argument apart (remote_error).</summary>
public sealed class LibvirtException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">What.</param>
    /// <param name="source">Who says so.</param>
    /// <param name="format">The message with <c>%s</c> for the argument; sent as str1.</param>
    /// <param name="argument">What stands for it; sent as str2. Null when the format has none.</param>
    public LibvirtException(ErrorCode code, ErrorSource source, string format, string? argument = null)
        : base(argument is null ? format : format.Replace("%s", argument, StringComparison.Ordinal)) =>
        (Code, Origin, Format, Argument) = (code, source, format, argument);

    /// <summary>What.</summary>
    public ErrorCode Code { get; }

    /// <summary>Who says so.</summary>
    public ErrorSource Origin { get; }

    /// <summary>The message with <c>%s</c> for the argument.</summary>
    public string Format { get; }

    /// <summary>What stands for it.</summary>
    public string? Argument { get; }

    /// <summary>The RPC layer refuses.</summary>
    public static LibvirtException Rpc(string message) => new(ErrorCode.Rpc, ErrorSource.Rpc, "%s", message);

    /// <summary>The daemon refuses a call at this point of the connection's life.</summary>
    public static LibvirtException Internal(string message) => new(ErrorCode.InternalError, ErrorSource.Rpc, "internal error: %s", message);

    /// <summary>There is no such domain.</summary>
    public static LibvirtException NoDomain(string which) => new(ErrorCode.NoDomain, ErrorSource.Qemu, "Domain not found: %s", which);

    /// <summary>The domain is in a state that does not allow it.</summary>
    public static LibvirtException Invalid(string why) => new(ErrorCode.OperationInvalid, ErrorSource.Qemu, "Requested operation is not valid: %s", why);

    /// <summary>An argument makes no sense.</summary>
    public static LibvirtException BadArgument(string why) => new(ErrorCode.InvalidArgument, ErrorSource.Qemu, "invalid argument: %s", why);

    /// <summary>The cloud refuses; what it says of a domain begins with libvirt's own words.</summary>
    internal static LibvirtException Of(CloudException refused)
    {
        ReadOnlySpan<(string Begin, ErrorCode Code)> known =
        [
            ("Requested operation is not valid: ", ErrorCode.OperationInvalid), ("Timed out during operation: ", ErrorCode.OperationTimeout),
            ("Domain not found: ", ErrorCode.NoDomain),
        ];
        foreach (var (begin, code) in known)
        {
            if (refused.Message.StartsWith(begin, StringComparison.Ordinal))
                return new LibvirtException(code, ErrorSource.Qemu, $"{begin}%s", refused.Message[begin.Length..]);
        }

        return refused.Refusal == Refusal.NotFound ? NoDomain(refused.Message) : Invalid(refused.Message);
    }

    /// <summary>Writes the error as the payload of a reply.</summary>
    internal void Write(XdrWriter payload)
    {
        payload.Int((int)Code);
        payload.Int((int)Origin);
        payload.OptionalText(Message);
        payload.Int(2); // level: an error, not a warning
        payload.UInt(0); // no domain
        payload.OptionalText(Format);
        payload.OptionalText(Argument);
        payload.OptionalText(null);
        payload.Int(-1);
        payload.Int(-1);
        payload.UInt(0); // no network
    }
}
