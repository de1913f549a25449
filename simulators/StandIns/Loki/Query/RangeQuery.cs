using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Makes samples of lines and aggregates them over time.</summary>
internal sealed class RangeQuery(Tenant tenant, RangeExpression expression, Grouping? group)
{
    private readonly Dictionary<string, Samples> _series = new(StringComparer.Ordinal);
    private readonly Line _line = new();
    private string?[] _lastNames = [];
    private Samples? _last;

    public long Bytes { get; private set; }

    public long Lines { get; private set; }

    public long Left { get; private set; }

    public List<Series> Run(long[] steps)
    {
        var (range, offset) = (Times.Nano(expression.Range), Times.Nano(expression.Offset));
        var (from, to) = (steps[0] - offset - range + 1, steps[^1] - offset + 1);
        foreach (var (labels, segments) in tenant.Select(expression.Logs.Selects, from, to))
        {
            foreach (var row in RowReader.Read(segments, from, to, forward: true))
                Take(labels, row);
        }

        var operation = expression is { Operation: "rate", Unwrap: null } ? "count_rate" : expression.Operation;
        return [.. _series.Values.Select(s => new Series(s.Labels, s.OverTime(operation, steps, range, offset)))];
    }

    private void Take(Labels labels, Row row)
    {
        Bytes += row.LineLength;
        Lines++;
        _line.Begin(labels, tenant.Packer, row);
        if (!expression.Logs.Process(_line) || Value() is not { } value)
            return;
        Left++;
        if (_line.Error is { } error)
            throw RefusedException.BadRequest($"pipeline error: '{error}' for series: '{_line.All}'.\nUse a label filter to intentionally skip this error. (e.g | __error__!=\"{error}\").\nTo skip all potential errors you can match empty errors.(e.g __error__=\"\")\nThe label filter can also be specified after unwrap. (e.g | unwrap latency | __error__=\"\" )\n");
        SeriesOf().Add(row.UnixNano, value);
    }

    // Null where filters after the unwrapping leave the line out, or it has no such label.
    private double? Value()
    {
        if (expression.Unwrap is not { } unwrap)
            return expression.Operation is "bytes_over_time" or "bytes_rate" ? _line.Length : 1;
        if (_line.Get(unwrap.Name) is not { } text)
            return null;
        var read = unwrap.Conversion switch
        {
            null => (Reader)Units.TryNumber,
            "bytes" => Units.TryBytes,
            _ => Units.TrySeconds,
        };
        if (!read(text, out var value))
            _line.Fail("SampleExtractionErr", $"\"{text}\" is no value");
        _line.Drop(unwrap.Name);
        return unwrap.After.All(stage => stage.Process(_line)) ? value : null;
    }

    private Samples SeriesOf()
    {
        if (group is not { Without: false } by)
        {
            var all = _line.All;
            return Find(group is null ? all : group.Of(all));
        }

        // Lines of one series come after one another most of the time: then nothing has to be looked up.
        var same = _last is not null;
        if (_lastNames.Length != by.Names.Length)
            (_lastNames, same) = (new string?[by.Names.Length], false);
        for (var i = 0; i < by.Names.Length; i++)
        {
            var value = _line.Get(by.Names[i]);
            same &= value == _lastNames[i];
            _lastNames[i] = value;
        }

        return same ? _last! : _last = Find(Labels.From(by.Names.Zip(_lastNames).Where(p => p.Second is not null).Select(p => new Label(p.First, p.Second!))));
    }

    private Samples Find(Labels labels)
    {
        if (!_series.TryGetValue(labels.Text, out var samples))
            _series.Add(labels.Text, samples = new Samples(labels));
        return samples;
    }
}
