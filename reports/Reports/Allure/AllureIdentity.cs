using System.Security.Cryptography;
using System.Text;

namespace Validation.Reports.Allure;

/// <summary>
/// Identities as pure functions: writing a run again replaces its files, and two runs of one scenario have one history.
/// </summary>
internal static class AllureIdentity
{
    /// <summary>A UUID of version 8 (https://www.rfc-editor.org/rfc/rfc9562#section-5.8) from the hash of the parts.</summary>
    public static string Uuid(params ReadOnlySpan<string> parts)
    {
        var bytes = Hash(parts).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Thirty-two hexadecimal digits from the hash of the parts.</summary>
    public static string Key(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Hash(parts).AsSpan(0, 16));

    // The parts are joined with a character that none of them can have after cleaning.
    private static byte[] Hash(ReadOnlySpan<string> parts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts.ToArray().Select(Clean.Text))));
}
