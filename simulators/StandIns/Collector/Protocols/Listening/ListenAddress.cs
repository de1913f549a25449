using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.Listening;

/// <summary>Addresses that receivers listen on.</summary>
internal static class ListenAddress
{
    /// <summary>Reads <c>0.0.0.0:9411</c>, <c>localhost:9411</c>, <c>:9411</c>, <c>[::1]:0</c>.</summary>
    /// <exception cref="BadInputException">It is none of these.</exception>
    public static IPEndPoint Read(ConfigNode node, string otherwise)
    {
        var text = node.Text(otherwise);
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw node.Bad("host:port", text);
        var host = text[..colon].Trim('[', ']');
        return host switch
        {
            "" => new IPEndPoint(IPAddress.Any, port),
            "localhost" => new IPEndPoint(IPAddress.Loopback, port),
            _ => IPAddress.TryParse(host, out var ip) ? new IPEndPoint(ip, port) : throw node.Bad("an address of this machine and a port", text),
        };
    }

    /// <summary>The error of an address that cannot be listened on.</summary>
    public static BadInputException Taken(string receiver, IPEndPoint address, Exception problem) =>
        new("Cannot listen", receiver, "a free address of this machine", $"{address}: {problem.Message}", "choose another port, or 0", problem);

    /// <summary>A socket for datagrams that is bound.</summary>
    /// <exception cref="BadInputException">The address is taken.</exception>
    public static Socket Bind(string receiver, IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            throw Taken(receiver, address, problem);
        }
    }
}
