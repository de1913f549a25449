using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Configuration;

/// <summary>Reading settings as the collector does: strictly.</summary>
internal static class Settings
{
    /// <summary>Checks that no other key than these is there.</summary>
    /// <exception cref="BadInputException">Another one is.</exception>
    public static ConfigNode Only(this ConfigNode node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in node.Keys)
        {
            if (!keys.Contains(key))
            {
                throw new BadInputException("A setting is not one that this stand-in of the collector knows", $"{node[key].Where}, {node[key].Path}",
                    keys.IsEmpty ? "no settings" : $"one of: {string.Join(", ", keys)}", key,
                    "remove or correct it; the stand-in's DIFFERENCES.md says what it leaves out");
            }
        }

        return node;
    }

    /// <summary>Where to listen: <c>127.0.0.1:4317</c>, <c>0.0.0.0:4317</c>, <c>:4317</c>, <c>localhost:0</c>.</summary>
    /// <exception cref="BadInputException">It is no address of this form.</exception>
    public static IPEndPoint Endpoint(this ConfigNode node, string otherwise)
    {
        var text = node.Text(otherwise);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var address = host switch
        {
            "" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null,
        };
        return colon >= 0 && address is not null && ushort.TryParse(text[(colon + 1)..], out var port)
            ? new IPEndPoint(address, port)
            : throw node.Bad("an address and port such as 127.0.0.1:4317", text);
    }

    /// <summary>A web address.</summary>
    /// <exception cref="BadInputException">It is none, or not there.</exception>
    public static Uri Url(this ConfigNode node) =>
        Uri.TryCreate(node.Text(), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw node.Bad("a URL that begins with http:// or https://");
}
