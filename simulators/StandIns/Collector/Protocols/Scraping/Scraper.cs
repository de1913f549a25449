using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Scrapes one target in its interval until it is disposed, which ends its series.</summary>
internal sealed class Scraper : IAsyncDisposable
{
    private const string Accept = "application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
    private readonly ScrapeTarget _target;
    private readonly PartContext _context;
    private readonly IConsumer<ExportMetricsServiceRequest> _sink;
    private readonly ScrapeState _state;
    private readonly ReceiverCounts _counts;
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Makes one; nothing is scraped yet.</summary>
    public Scraper(ScrapeTarget target, PartContext context, IConsumer<ExportMetricsServiceRequest> sink)
    {
        (_target, _context, _sink, _state) = (target, context, sink, new ScrapeState(target));
        _counts = new ReceiverCounts(context, "metric_points", "http");
        _client = HttpClients.Make(target.Config.Limit, target.Config.SkipVerify);
    }

    /// <summary>Begins: the first scrape is at the target's place in the interval.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Scrapes once and hands on what was seen.</summary>
    public async Task ScrapeAsync(CancellationToken stop)
    {
        var at = _context.Clock.GetUtcNow();
        var answer = await AskAsync(stop);
        await HandAsync(_state.Samples(answer, _context.Clock.GetUtcNow() - at), at, stop);
    }

    /// <summary>Ends its series and stops. With the whole receiver going down use <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await HandAsync(_state.End(), _context.Clock.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>Stops without a word, as a collector that ends.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var due = _context.Clock.GetUtcNow();
            due += _target.Wait(due);
            while (true)
            {
                // Rounded up, for a clock that wakes early would scrape twice.
                var wait = Math.Ceiling((due - _context.Clock.GetUtcNow()).TotalMilliseconds);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, wait)), _context.Clock, _stop.Token);
                await TryScrapeAsync();
                do
                    due += _target.Config.Interval;
                while (due <= _context.Clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop: the loop's one way out.
        }
    }

    // An error of ours in one scrape must not be the end of those that follow.
    private async Task TryScrapeAsync()
    {
        try
        {
            await ScrapeAsync(_stop.Token);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            _context.Log($"error\tScrape failed\ttarget={_target.Url} err={problem}");
        }
    }

    private async Task HandAsync(List<SampleLine> samples, DateTimeOffset at, CancellationToken stop)
    {
        var batch = ScrapedBatch.Of(_target, samples, _state.Families, at.ToUnixTimeMilliseconds());
        var handed = await _counts.HandAsync(_sink, batch, ScrapedBatch.Points(batch), stop);
        if (handed.Error is { } error)
            _context.Log($"warn\tScrape commit failed\ttarget={_target.Url} err={error}");
    }

    private async Task<Exposition?> AskAsync(CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _target.Url);
            request.Headers.TryAddWithoutValidation("Accept", Accept);
            request.Headers.TryAddWithoutValidation("User-Agent", $"opentelemetry-collector-contrib/{CollectorBuild.Version}");
            request.Headers.TryAddWithoutValidation("X-Prometheus-Scrape-Timeout-Seconds", _target.Config.Limit.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            if (await CredentialsAsync(stop) is { Length: > 0 } credentials)
                request.Headers.Authorization = new AuthenticationHeaderValue(_target.Config.BearerType, credentials);
            using var answer = await _client.SendAsync(request, stop);
            if (answer.StatusCode != System.Net.HttpStatusCode.OK)
                return Failed($"server returned HTTP status {(int)answer.StatusCode} {answer.ReasonPhrase}");
            // UTF-8 whatever the type of the content says, as Prometheus reads it.
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(stop));
            return ExpositionReader.Read(text, answer.Content.Headers.ContentType?.MediaType == "application/openmetrics-text");
        }
        catch (Exception problem) when (problem is HttpRequestException or ExpositionException or IOException or UnauthorizedAccessException)
        {
            return Failed(problem.Message);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return Failed("context deadline exceeded");
        }
    }

    private async Task<string> CredentialsAsync(CancellationToken stop) =>
        _target.Config.BearerFile.Length == 0 ? _target.Config.Bearer : (await File.ReadAllTextAsync(_target.Config.BearerFile, stop)).Trim();

    private Exposition? Failed(string error)
    {
        _context.Log($"warn\tFailed to scrape Prometheus endpoint\ttarget={_target.Url} err={error}");
        return null;
    }
}
