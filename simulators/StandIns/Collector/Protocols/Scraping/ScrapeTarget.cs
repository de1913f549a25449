using System.Globalization;
using System.Text;
using Validation.Harness;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>A target after relabeling.</summary>
internal sealed class ScrapeTarget
{
    /// <summary>Makes one.</summary>
    public ScrapeTarget(ScrapeConfig config, Labels discovered, Labels labels)
    {
        (Config, Discovered) = (config, discovered);
        foreach (var (name, value) in labels)
        {
            if (!name.StartsWith("__", StringComparison.Ordinal))
                Labels[name] = value;
        }

        Url = UrlOf(labels);
        Key = Url.AbsoluteUri + "\xff" + labels.Key();
        Offset = OffsetOf(Key, config.Interval);
    }

    /// <summary>Where it comes from.</summary>
    public ScrapeConfig Config { get; }

    /// <summary>Its labels before relabeling.</summary>
    public Labels Discovered { get; }

    /// <summary>The labels that all its series get.</summary>
    public Labels Labels { get; } = [];

    /// <summary>What is asked.</summary>
    public Uri Url { get; }

    /// <summary>Equal for equal targets.</summary>
    public string Key { get; }

    /// <summary>When in each interval it is scraped: Prometheus spreads its targets by a hash.</summary>
    public TimeSpan Offset { get; }

    /// <summary>How long from a moment until it is scraped next.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        var interval = Config.Interval.Ticks;
        var wait = (Offset.Ticks - (now.UtcTicks % interval)) % interval;
        return TimeSpan.FromTicks(wait < 0 ? wait + interval : wait);
    }

    private static Uri UrlOf(Labels labels)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in labels.Where(l => l.Key.StartsWith("__param_", StringComparison.Ordinal)))
            query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name["__param_".Length..])).Append('=').Append(Uri.EscapeDataString(value));
        var path = labels.Of("__metrics_path__");
        var text = string.Create(CultureInfo.InvariantCulture, $"{labels.Of("__scheme__")}://{labels.Of("__address__")}{(path.StartsWith('/') ? "" : "/")}{path}{query}");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
            : throw new BadInputException("A target has no usable address", "scrape_configs", "host:port", text, "correct the target or its relabeling");
    }

    // FNV-1a, 64 bits.
    private static TimeSpan OffsetOf(string key, TimeSpan interval)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ part) * 1099511628211UL;
        return TimeSpan.FromTicks((long)(hash % (ulong)interval.Ticks));
    }
}
