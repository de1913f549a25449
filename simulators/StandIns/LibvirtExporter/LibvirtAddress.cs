using System.Net;
using System.Net.Sockets;
using Validation.Harness;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>Where libvirt listens, and the driver that an address names.</summary>
/// <param name="Server">A unix socket, or a host and port.</param>
/// <param name="Driver">What to ask libvirt to open, e.g. <c>qemu:///system</c>; null when the address is only a path.</param>
public sealed record LibvirtAddress(EndPoint Server, string? Driver)
{
    /// <summary>libvirt's port for plain TCP.</summary>
    private const int DefaultPort = 16509;

    /// <summary>
    /// Reads a path of a unix socket, which is all the real exporter takes, or a libvirt address: <c>qemu+unix:///system?socket=PATH</c>,
    /// <c>qemu+tcp://HOST:PORT/system</c> (https://libvirt.org/uri.html).
    /// </summary>
    /// <exception cref="BadInputException">It is none of these.</exception>
    public static LibvirtAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (!text.Contains("://", StringComparison.Ordinal))
            return new LibvirtAddress(Socket(text, text), null);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme.Split('+') is not [var driver, var transport])
            throw Bad(text);
        var opens = $"{driver}://{uri.AbsolutePath}";
        return transport switch
        {
            "unix" when uri.Host.Length == 0 && SocketOf(uri) is { } path => new LibvirtAddress(Socket(path, text), opens),
            "tcp" when uri.Host.Length > 0 => new LibvirtAddress(Tcp(uri), opens),
            _ => throw Bad(text),
        };
    }

    private static UnixDomainSocketEndPoint Socket(string path, string text)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new BadInputException("The path of libvirt's socket is too long", "--libvirt.uri", "at most 107 bytes", text, "use a shorter path");
        }
    }

    private static EndPoint Tcp(Uri uri)
    {
        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        return IPAddress.TryParse(uri.DnsSafeHost, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(uri.DnsSafeHost, port);
    }

    private static string? SocketOf(Uri uri) =>
        uri.Query.TrimStart('?').Split('&')
            .Where(part => part.StartsWith("socket=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part["socket=".Length..]))
            .FirstOrDefault(path => path.Length > 0);

    private static BadInputException Bad(string text) => new(
        "The address of libvirt cannot be read",
        "--libvirt.uri",
        "a path, qemu+unix:///system?socket=PATH or qemu+tcp://HOST:PORT/system",
        text,
        "correct the flag");
}
