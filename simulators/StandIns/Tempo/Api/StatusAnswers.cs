using System.Text;
using Validation.Simulators.StandIns.Tempo.Server;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>What a Tempo says of itself.</summary>
internal sealed class StatusAnswers(TempoEngine engine, TimeProvider clock, DateTimeOffset ready)
{
    private static readonly string[] s_services =
    [
        "cache-provider", "compactor", "distributor", "ingester", "internal-server", "live-store-ring", "memberlist-kv", "metrics-generator",
        "metrics-generator-ring", "optional-store", "overrides", "overrides-api", "querier", "query-frontend", "ring", "secondary-ring",
        "server", "store",
    ];

    /// <summary>The answer to a path; null when it is none of these.</summary>
    public ApiAnswer? Answer(string path)
    {
        switch (path)
        {
            case "/ready":
                return clock.GetUtcNow() >= ready
                    ? ApiAnswer.Text(200, "ready\n")
                    : ApiAnswer.Text(503, "Ingester not ready: ingester check ready failed: waiting for 15s after being ready\n");
            case "/api/echo":
                return ApiAnswer.Text(200, "echo\n");
            case "/flush":
                engine.Cut(all: true);
                return new ApiAnswer(204, "", default);
            case "/metrics":
                return ApiAnswer.Text(200, engine.Metrics.Render(), "text/plain; version=0.0.4; charset=utf-8");
            case "/api/status/buildinfo":
                return BuildInfo();
            case "/status/version":
                return ApiAnswer.Text(200, $"GET /status/version\n{TempoOptions.VersionText}\n", "text/plain");
            case "/status/services":
                return ApiAnswer.Text(200, Services(), "text/plain");
            case "/status/config":
                return ApiAnswer.Text(200, $"GET /status/config\n---\n{engine.Config.Text}", "text/plain");
            default:
                return null;
        }
    }

    private static ApiAnswer BuildInfo() => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", TempoOptions.Version);
        json.WriteString("revision", "");
        json.WriteString("branch", "stand-in");
        json.WriteString("buildUser", "");
        json.WriteString("buildDate", "");
        json.WriteString("goVersion", "");
        json.WriteEndObject();
    });

    private static string Services()
    {
        var width = s_services.Max(s => s.Length);
        var rule = $"+{new string('-', width + 2)}+---------+--------------+\n";
        var text = new StringBuilder("GET /status/services\n").Append(rule)
            .Append($"| {"SERVICE NAME".PadRight(width)} |  STATUS | FAILURE CASE |\n").Append(rule);
        foreach (var service in s_services)
            text.Append($"| {service.PadRight(width)} | Running |              |\n");
        return text.Append(rule).ToString();
    }
}
