using System.Globalization;
using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Identities of requests, users and things, and the bracket that oslo.log writes of them.</summary>
internal static class RequestContext
{
    /// <summary>A uuid of version 4 that belongs to an item.</summary>
    public static string Uuid(NumberedItems items, long seq, Purpose purpose)
    {
        var high = items.Bits(seq, (int)purpose);
        var low = items.Bits(seq, 100_000 + (int)purpose);
        return string.Create(CultureInfo.InvariantCulture,
            $"{high >> 32:x8}-{(high >> 16) & 0xffff:x4}-4{high & 0xfff:x3}-{0x8000 | (low & 0x3fff):x4}-{low >> 16:x12}");
    }

    /// <summary>Thirty-two hexadecimal digits, as Keystone names users and projects.</summary>
    public static string Hex(NumberedItems items, long seq, Purpose purpose) =>
        Uuid(items, seq, purpose).Replace("-", "", StringComparison.Ordinal);

    /// <summary>The bracket of older releases: <c>req-… user project - default default</c>.</summary>
    public static string Classic(string request, string user, string project) => $"req-{request} {user} {project} - default default";

    /// <summary>The bracket of newer releases: the request that caused this one, or None, comes first.</summary>
    public static string Modern(string? globalRequest, string request, string user, string project) =>
        $"{(globalRequest is null ? "None" : "req-" + globalRequest)} req-{request} {user} {project} - - default default";
}
