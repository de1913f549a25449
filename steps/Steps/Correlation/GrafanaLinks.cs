using Reqnroll;
using Validation.Backends.Loki;
using Validation.Checks.Signals;
using Validation.Contract;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Steps.Support;

namespace Validation.Steps.Correlation;

/// <summary>The links that Genestack configures in Grafana from a span to other signals, followed as Grafana does.</summary>
public sealed class GrafanaLinks(StackClients stack)
{
    /// <summary>Follows a link of a table (<c>from a span to</c>, <c>leaving out</c>, <c>known defect</c>) from a span.</summary>
    public async Task<LinkFollowed> FollowAsync(DataTableRow row, GrafanaCorrelation links, SpanRecord span, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(span);
        var (to, without) = (row["from a span to"], row["leaving out"]);
        var name = without.Length == 0 ? $"to {to}" : $"to {to} without {without}";
        var link = to == "logs" ? links.TracesToLogs : links.TracesToMetrics;
        var selector = Selector(link, span, without);
        if (to == "logs")
        {
            var query = $"{selector} |= \"{span.TraceId}\"";
            var shift = (long)TimeSpan.FromMinutes(5).TotalNanoseconds;
            var lines = await stack.Loki.QueryRangeAsync(query, new LogWindow(span.StartUnixNano - shift, span.EndUnixNano + shift), deadline);
            return new LinkFollowed(name, row["known defect"], query, lines.Value.Length);
        }

        var calls = $"traces_spanmetrics_calls_total{selector}";
        return new LinkFollowed(name, row["known defect"], calls, (await stack.Prometheus.VectorAsync(calls, deadline)).Value.Length);
    }

    /// <summary>
    /// The matchers that Grafana makes of a span's attributes: one for each tag of the link that the span or its resource has, joined by
    /// commas (public/app/features/explore/TraceView/createSpanLink.tsx).
    /// </summary>
    public static string Selector(TraceLink link, SpanRecord span, string without)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(span);
        var attributes = span.Resource.SetItems(span.Attributes);
        var tags = link.Tags.Where(t => attributes.ContainsKey(t.Key) && t.Value != without);
        return $"{{{string.Join(", ", tags.Select(t => $"{t.Value}=\"{attributes[t.Key].Text}\""))}}}";
    }
}
