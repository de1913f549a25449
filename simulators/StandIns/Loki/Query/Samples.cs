using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Values of a series at their times.</summary>
internal sealed class Samples(Labels labels)
{
    private readonly List<(long At, double Value)> _all = [];
    private bool _sorted = true;

    public Labels Labels { get; } = labels;

    public void Add(long at, double value)
    {
        _sorted &= _all.Count == 0 || _all[^1].At <= at;
        _all.Add((at, value));
    }

    /// <summary>
    /// Aggregates what lies in the window that ends at each step: its start is not part of it, its end is. Null where there is nothing.
    /// </summary>
    public double?[] OverTime(string operation, long[] steps, long range, long offset)
    {
        if (!_sorted)
        {
            var sorted = _all.OrderBy(s => s.At).ToList();
            _all.Clear();
            _all.AddRange(sorted);
            _sorted = true;
        }

        var values = new double?[steps.Length];
        var (low, high) = (0, 0);
        for (var i = 0; i < steps.Length; i++)
        {
            var end = steps[i] - offset;
            while (high < _all.Count && _all[high].At <= end)
                high++;
            while (low < high && _all[low].At <= end - range)
                low++;
            values[i] = low == high ? null : Aggregate(operation, low, high, range / (double)Times.Second);
        }

        return values;
    }

    private double Aggregate(string operation, int low, int high, double seconds)
    {
        switch (operation)
        {
            case "count_over_time": return high - low;
            case "count_rate": return (high - low) / seconds;
            case "rate" or "bytes_rate": return Sum(low, high) / seconds;
            case "bytes_over_time" or "sum_over_time": return Sum(low, high);
            case "avg_over_time": return Sum(low, high) / (high - low);
            case "first_over_time": return _all[low].Value;
            case "last_over_time": return _all[high - 1].Value;
        }

        var best = _all[low].Value;
        for (var i = low + 1; i < high; i++)
            best = operation == "min_over_time" ? Math.Min(best, _all[i].Value) : Math.Max(best, _all[i].Value);
        return best;
    }

    private double Sum(int low, int high)
    {
        var sum = 0.0;
        for (var i = low; i < high; i++)
            sum += _all[i].Value;
        return sum;
    }
}
