using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Loki.Config;

/// <summary>What of Loki's configuration file matters here.</summary>
/// <param name="Listen">Where to listen.</param>
/// <param name="AuthEnabled">True when each request names its tenant.</param>
/// <param name="Limits">The limits, for every tenant.</param>
/// <param name="Otlp">What becomes of OTLP attributes.</param>
/// <param name="DeletesOldLines">True when the compactor applies the retention.</param>
/// <param name="MaxChunkAge">Twice how far behind the newest line of its stream a line may be.</param>
/// <param name="MaxBody">Bytes of the longest push, packed as it is sent.</param>
/// <param name="Yaml">The file's text.</param>
internal sealed record LokiSettings(
    IPEndPoint Listen, bool AuthEnabled, Limits Limits, OtlpRules Otlp, bool DeletesOldLines, TimeSpan MaxChunkAge, long MaxBody,
    string Yaml)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or a value is wrong.</exception>
    public static LokiSettings Load(string file)
    {
        // Read by the node first: its sentence names the file.
        var node = ConfigNode.Load(file);
        return Read(node, File.ReadAllText(file));
    }

    /// <summary>Reads a text.</summary>
    public static LokiSettings Parse(string file, string text) => Read(ConfigNode.Parse(file, text), text);

    private static LokiSettings Read(ConfigNode node, string text)
    {
        var limits = node["limits_config"];
        return new LokiSettings(
            Address(node["server"]),
            node["auth_enabled"].Flag(true),
            Limits.Read(limits),
            OtlpRules.Read(limits["otlp_config"], node["distributor"]["otlp_config"]),
            node["compactor"]["retention_enabled"].Flag(false),
            node["ingester"]["max_chunk_age"].Duration(TimeSpan.FromHours(2)),
            Positive(node["distributor"]["max_recv_msg_size"], 100 << 20),
            text);
    }

    private static long Positive(ConfigNode node, long otherwise) => node.Number(otherwise) is var number and > 0 ? number : throw node.Bad("1 or more");

    private static IPEndPoint Address(ConfigNode server)
    {
        var host = server["http_listen_address"].Text("");
        var port = server["http_listen_port"].Number(3100);
        if (port is < 0 or > 65535)
            throw server["http_listen_port"].Bad("a port from 0 to 65535");
        var address = host switch
        {
            "" or "0.0.0.0" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var given) ? given : throw server["http_listen_address"].Bad("an IP address"),
        };
        return new IPEndPoint(address, (int)port);
    }
}
