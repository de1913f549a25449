using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>The receiver <c>prometheus</c>: keeps a scraper for each target there is.</summary>
internal sealed class ScrapeManager : IReceiver
{
    /// <summary>Prometheus takes up changes of its targets this often.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private readonly PartContext _context;
    private readonly IConsumer<ExportMetricsServiceRequest> _sink;
    private readonly ImmutableArray<(ScrapeConfig Config, TargetFiles Files)> _configs;
    private readonly Dictionary<string, Scraper> _scrapers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Reads the settings.</summary>
    public ScrapeManager(PartContext context, Sinks sinks)
    {
        (_context, _sink) = (context, sinks.Metrics ?? throw context.Settings.Bad("a pipeline of metrics that names this receiver"));
        var config = context.Settings["config"];
        _configs = [.. config["scrape_configs"].Items.Select(c => new ScrapeConfig(c, config["global"])).Select(c => (c, new TargetFiles(c, context.Log)))];
        if (_configs.Select(c => c.Config.Job).GroupBy(j => j).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw config["scrape_configs"].Bad("each job_name once", $"{twice.Key} twice");
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop)
    {
        await LookAsync();
        _looking = KeepLookingAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        foreach (var scraper in _scrapers.Values)
            await scraper.StopAsync();
        _scrapers.Clear();
        _stop.Dispose();
    }

    /// <summary>Takes up new targets, and ends those that are gone.</summary>
    public async Task LookAsync()
    {
        var targets = new Dictionary<string, ScrapeTarget>(StringComparer.Ordinal);
        foreach (var (config, files) in _configs)
        {
            foreach (var discovered in config.Static.Concat(files.Read()))
            {
                if (TargetOf(config, discovered) is { } target)
                    targets[target.Key] = target;
            }
        }

        foreach (var gone in _scrapers.Keys.Where(k => !targets.ContainsKey(k)).ToList())
        {
            await _scrapers[gone].DisposeAsync();
            _scrapers.Remove(gone);
        }

        foreach (var (key, target) in targets.Where(t => !_scrapers.ContainsKey(t.Key)))
        {
            _scrapers[key] = new Scraper(target, _context, _sink);
            _scrapers[key].Start();
        }
    }

    // One wrong target does not keep the others from being scraped.
    private ScrapeTarget? TargetOf(ScrapeConfig config, Labels discovered)
    {
        try
        {
            return config.Target(discovered);
        }
        catch (BadInputException problem)
        {
            _context.Log($"error\tCreating target failed\tjob={config.Job} err={problem.Message}");
            return null;
        }
    }

    private async Task KeepLookingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_look, _context.Clock, _stop.Token);
                await LookAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop: the loop's one way out.
        }
    }
}
