using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Faults;

/// <summary>Which domain a call is about, read from its arguments.</summary>
internal static class CallSubject
{
    private static readonly bool[] BeginsWithDomain =
        [.. Enumerable.Range(0, 512).Select(p => ((Procedure)p).ToString().StartsWith("Domain", StringComparison.Ordinal))];

    /// <summary>True when the call names that domain, or asks about all.</summary>
    public static bool Is(Procedure procedure, ReadOnlySpan<byte> payload, string name, Guid uuid)
    {
        var arguments = new XdrReader(payload);
        try
        {
            switch (procedure)
            {
                case Procedure.DomainLookupByName:
                    return arguments.Text() == name;
                case Procedure.DomainLookupByUuid:
                    return arguments.Uuid() == uuid;
                case Procedure.ConnectGetAllDomainStats:
                    var count = arguments.UInt();
                    for (var i = 0; i < count; i++)
                    {
                        if (arguments.Domain().Uuid == uuid)
                            return true;
                    }

                    return count == 0;
                default:
                    return (uint)procedure < (uint)BeginsWithDomain.Length && BeginsWithDomain[(int)procedure] && arguments.Domain().Uuid == uuid;
            }
        }
        catch (XdrException)
        {
            // A call that nobody can read is about no domain; it gets its answer further on.
            return false;
        }
    }
}
