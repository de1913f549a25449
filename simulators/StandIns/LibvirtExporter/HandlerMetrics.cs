using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>What client_golang's HTTP handler says of itself, behind all other families: requests being served and served so far.</summary>
internal sealed class HandlerMetrics
{
    private int _inFlight;
    private long _ok;
    private long _failed;

    /// <summary>A request comes in; disposing says that it was answered.</summary>
    public Serving Begin()
    {
        Interlocked.Increment(ref _inFlight);
        return new Serving(this);
    }

    /// <summary>One request being served.</summary>
    internal sealed class Serving(HandlerMetrics owner) : IDisposable
    {
        /// <summary>The status it will be answered with.</summary>
        public int Status { get; set; } = 200;

        /// <summary>The two families in the text format.</summary>
        public byte[] Text() => Encoding.UTF8.GetBytes($$"""
            # HELP promhttp_metric_handler_requests_in_flight Current number of scrapes being served.
            # TYPE promhttp_metric_handler_requests_in_flight gauge
            promhttp_metric_handler_requests_in_flight {{Volatile.Read(ref owner._inFlight)}}
            # HELP promhttp_metric_handler_requests_total Total number of scrapes by HTTP status code.
            # TYPE promhttp_metric_handler_requests_total counter
            promhttp_metric_handler_requests_total{code="200"} {{Interlocked.Read(ref owner._ok)}}
            promhttp_metric_handler_requests_total{code="500"} {{Interlocked.Read(ref owner._failed)}}
            promhttp_metric_handler_requests_total{code="503"} 0

            """);

        /// <inheritdoc />
        public void Dispose()
        {
            Interlocked.Increment(ref Status == 200 ? ref owner._ok : ref owner._failed);
            Interlocked.Decrement(ref owner._inFlight);
        }
    }
}
