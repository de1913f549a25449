using System.Text;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>The series of one batch; a set of labels is one series, however often it comes.</summary>
internal sealed class SeriesSet
{
    private readonly Dictionary<string, TimeSeries> _known = new(StringComparer.Ordinal);
    private readonly List<TimeSeries> _all = [];

    /// <summary>Number of series.</summary>
    public int Count => _all.Count;

    /// <summary>The series of a name and labels.</summary>
    public TimeSeries Of(string name, SortedDictionary<string, string> labels, string? extra = null, string? extraValue = null)
    {
        // Not the Add of a dictionary: a point's own le or quantile gives way to the bucket's.
        var all = new SortedDictionary<string, string>(labels, StringComparer.Ordinal) { ["__name__"] = name };
        if (extra is not null)
            all[extra] = extraValue!;
        var key = new StringBuilder();
        foreach (var (label, value) in all)
            key.Append(label).Append('\xff').Append(value).Append('\xff');
        var text = key.ToString();
        if (_known.TryGetValue(text, out var series))
            return series;
        series = new TimeSeries();
        foreach (var (label, value) in all)
            series.Labels.Add(new Label { Name = label, Value = value });
        _known[text] = series;
        _all.Add(series);
        return series;
    }

    /// <summary>Requests of at most this size before compression; a series larger than that is a request of its own.</summary>
    public Queue<WriteRequest> Requests(long maxBytes)
    {
        var requests = new Queue<WriteRequest>();
        var current = new WriteRequest();
        var size = 0L;
        foreach (var series in _all)
        {
            Sort(series);
            var more = series.CalculateSize();
            if (size + more >= maxBytes && current.Timeseries.Count > 0)
            {
                requests.Enqueue(current);
                (current, size) = (new WriteRequest(), 0);
            }

            current.Timeseries.Add(series);
            size += more;
        }

        if (current.Timeseries.Count > 0)
            requests.Enqueue(current);
        return requests;
    }

    // Prometheus takes the samples of a series in the order of time only.
    private static void Sort(TimeSeries series)
    {
        if (series.Samples.Count < 2)
            return;
        var sorted = series.Samples.OrderBy(s => s.Timestamp).ToList();
        series.Samples.Clear();
        series.Samples.AddRange(sorted);
    }
}
