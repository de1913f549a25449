using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>Settings of the exporter <c>otlphttp</c>.</summary>
/// <param name="Url">Where it posts to, with the signal's path.</param>
/// <param name="Timeout">Limit of one request; zero for none.</param>
/// <param name="Gzip">Whether bodies are packed.</param>
/// <param name="Json">Whether bodies are JSON.</param>
/// <param name="SkipVerify">Whether any certificate of the server is good.</param>
/// <param name="Headers">Headers added to each request.</param>
internal sealed record OtlpHttpSettings(Uri Url, TimeSpan Timeout, bool Gzip, bool Json, bool SkipVerify, ImmutableArray<(string Name, string Value)> Headers)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="BadInputException">A value is wrong, or no address is given.</exception>
    public static OtlpHttpSettings From(ConfigNode settings, string signal)
    {
        settings.Only("endpoint", "traces_endpoint", "metrics_endpoint", "logs_endpoint", "timeout", "compression", "encoding", "headers", "tls",
            "read_buffer_size", "write_buffer_size", "max_idle_conns", "max_idle_conns_per_host", "max_conns_per_host", "idle_conn_timeout",
            "disable_keep_alives", "sending_queue", "retry_on_failure");
        settings["tls"].Only("insecure", "insecure_skip_verify");
        var own = settings[$"{signal}_endpoint"];
        var headers = settings["headers"];
        return new OtlpHttpSettings(
            own.Exists ? own.Url() : new Uri(settings["endpoint"].Url().OriginalString.TrimEnd('/') + "/v1/" + signal),
            settings["timeout"].Duration(TimeSpan.FromSeconds(30)),
            OneOf(settings["compression"], "gzip", "none", "") == "gzip",
            OneOf(settings["encoding"], "proto", "json") == "json",
            settings["tls"]["insecure_skip_verify"].Flag(false),
            [.. headers.Keys.Select(k => (k, headers[k].Text("")))]);
    }

    /// <summary>A client with these settings.</summary>
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation",
        Justification = "The configuration asks for it by insecure_skip_verify, as it does of the real program.")]
    public HttpClient Client()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (SkipVerify)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { Timeout = Timeout > TimeSpan.Zero ? Timeout : System.Threading.Timeout.InfiniteTimeSpan };
    }

    // The first is what stands there when nothing does.
    private static string OneOf(ConfigNode node, params ReadOnlySpan<string> known)
    {
        var text = node.Text(known[0]);
        return known.Contains(text) ? text : throw node.Bad($"one of: {string.Join(", ", known)}");
    }
}
