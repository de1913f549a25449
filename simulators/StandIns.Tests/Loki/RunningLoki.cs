using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.StandIns.Loki;
using Validation.Simulators.StandIns.Loki.Config;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>A stand-in with a clock of its own, and a client of it.</summary>
internal sealed class RunningLoki : IAsyncDisposable
{
    private readonly LokiServer _server;

    private RunningLoki(LokiServer server, FakeTimeProvider clock)
    {
        (_server, Clock) = (server, clock);
        Http = new HttpClient { BaseAddress = new Uri($"http://{server.Address}/") };
    }

    public FakeTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public long Now => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Starts with one of the recorded configurations.</summary>
    public static Task<RunningLoki> RecordedAsync(string config, double unixSeconds) =>
        StartAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", "loki-configs", config + ".yaml")), unixSeconds);

    /// <summary>Starts with these limits.</summary>
    public static Task<RunningLoki> WithAsync(params string[] limits) => StartAsync(Yaml(limits), 1795370086);

    public static async Task<RunningLoki> StartAsync(string yaml, double unixSeconds, string? readyAfter = null)
    {
        var clock = new FakeTimeProvider(At(unixSeconds));
        var options = LokiOptions.Of(LokiSettings.Parse("loki.yaml", yaml), readyAfter);
        return new RunningLoki(await LokiServer.StartAsync(options, clock, TextWriter.Null), clock);
    }

    public static string Yaml(params string[] limits) =>
        "auth_enabled: false\nserver: {http_listen_address: 127.0.0.1, http_listen_port: 0}\nlimits_config:\n  max_query_lookback: 0\n"
        + string.Concat(limits.Select(l => $"  {l}\n"));

    public static DateTimeOffset At(double unixSeconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(unixSeconds * 1000));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }
}
