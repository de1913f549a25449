using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>The receiver <c>hostmetrics</c>: reads the kernel's files of this machine in its interval.</summary>
internal sealed class HostScraper : IReceiver
{
    private const string Scopes = "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver/internal/scraper/";
    private readonly PartContext _context;
    private readonly IConsumer<ExportMetricsServiceRequest> _sink;
    private readonly ReceiverCounts _counts;
    private readonly HostFiles _host;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _first;
    private readonly ImmutableArray<(string Name, Action<MetricSet> Scrape)> _scrapers;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="BadInputException">One is wrong or not stood in for.</exception>
    public HostScraper(PartContext context, Sinks sinks)
    {
        var settings = context.Settings;
        (_context, _sink) = (context, sinks.Metrics ?? throw settings.Bad("a pipeline of metrics that names this receiver"));
        _counts = new ReceiverCounts(context, "metric_points", "");
        _host = new HostFiles(settings["root_path"].Text(""));
        _interval = settings["collection_interval"].Duration(TimeSpan.FromMinutes(1));
        _first = settings["initial_delay"].Duration(TimeSpan.FromSeconds(1));
        if (_interval <= TimeSpan.Zero)
            throw settings["collection_interval"].Bad("more than 0s");
        if (settings["scrapers"].Keys.IsEmpty)
            throw settings["scrapers"].Bad("at least one scraper");
        _scrapers = [.. settings["scrapers"].Keys.Select(k => (k, Scraper(k, settings["scrapers"][k])))];
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken stop)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Scrapes once and hands on what was seen.</summary>
    public async Task ScrapeAsync(CancellationToken stop)
    {
        var batch = new ExportMetricsServiceRequest();
        var points = 0;
        foreach (var (name, scrape) in _scrapers)
        {
            if (Scrape(name, scrape) is not { } set)
                continue;
            points += set.Points;
            var scope = new ScopeMetrics { Scope = new InstrumentationScope { Name = $"{Scopes}{name}scraper", Version = CollectorBuild.Version } };
            scope.Metrics.AddRange(set.All);
            batch.ResourceMetrics.Add(new ResourceMetrics { Resource = new Resource(), ScopeMetrics = { scope } });
        }

        await _counts.HandAsync(_sink, batch, points, stop);
    }

    // A scraper that fails leaves the others alone.
    private MetricSet? Scrape(string name, Action<MetricSet> scrape)
    {
        try
        {
            var set = new MetricSet((ulong)_context.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, _host.Boot());
            scrape(set);
            _context.Metrics.Add("otelcol_scraper_scraped_metric_points", set.Points, ("receiver", _context.Id), ("scraper", name));
            return set;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or InvalidOperationException or ArgumentException)
        {
            _context.Log($"error\tError scraping metrics\tscraper={name} err={problem.Message}");
            return null;
        }
    }

    private Action<MetricSet> Scraper(string name, ConfigNode settings)
    {
        string[] known = name switch
        {
            "disk" or "network" => ["include", "exclude"],
            "filesystem" => ["include_devices", "exclude_devices", "include_fs_types", "exclude_fs_types", "include_mount_points", "exclude_mount_points", "include_virtual_filesystems"],
            _ => [],
        };
        foreach (var key in settings.Keys.Except(known))
            throw settings[key].Bad($"no such setting of the scraper {name}: it is not stood in for", key);
        switch (name)
        {
            case "cpu":
                return to => ProcessorScrapers.Cpu(_host, to);
            case "load":
                return to => ProcessorScrapers.Load(_host, to);
            case "memory":
                return to => ProcessorScrapers.Memory(_host, to);
            case "paging":
                return to => ProcessorScrapers.Paging(_host, to);
            case "disk":
                var devices = new NameFilter(settings, "", "devices", prefix: false);
                return to => DeviceScrapers.Disk(_host, to, devices);
            case "network":
                var interfaces = new NameFilter(settings, "", "interfaces", prefix: false);
                return to => DeviceScrapers.Network(_host, to, interfaces);
            case "filesystem":
                var filesystems = new FilesystemScraper(settings);
                return to => filesystems.Scrape(_host, to);
            default:
                throw settings.Bad("cpu, load, memory, paging, disk, network or filesystem: the others are not stood in for", name);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Delay(_first, _context.Clock, _stop.Token);
            using var timer = new PeriodicTimer(_interval, _context.Clock);
            do
            {
                await ScrapeAsync(_stop.Token);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop: the loop's one way out.
        }
    }
}
