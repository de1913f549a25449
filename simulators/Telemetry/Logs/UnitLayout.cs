using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>Which numbers are written at once, and how. Numbers are dealt in blocks, so that any number is found without those before its
/// block.</summary>
internal sealed class UnitLayout
{
    private const int Block = 16;
    private readonly NumberedItems _items;
    private readonly LogSource _source;
    private readonly Func<long, LogUnit> _unit;
    private readonly int _weights;

    public UnitLayout(NumberedItems items, LogSource source, Func<long, LogUnit> unit)
    {
        (_items, _source, _unit) = (items, source, unit);
        _weights = source.Mix.Sum(s => s.Weight);
    }

    /// <summary>The units that have a number from <paramref name="from"/> to <paramref name="end"/> (excluded), in order.</summary>
    public IEnumerable<(LogUnit Unit, LogFormat Format, int Width)> Units(long from, long end)
    {
        for (var head = from - (from % Block); head < end;)
        {
            var unit = _unit(head);
            var (format, width) = Choose(unit);
            if (head + width > from)
                yield return (unit, format, width);
            head += width;
        }
    }

    private (LogFormat, int) Choose(LogUnit unit)
    {
        var at = _items.Pick(unit.Head, (int)Purpose.Format, _weights);
        var chosen = _source.Mix[0].Format;
        foreach (var share in _source.Mix)
        {
            chosen = share.Format;
            if ((at -= share.Weight) < 0)
                break;
        }

        var width = chosen.Width(unit);
        return width <= Block - (unit.Head % Block) ? (chosen, width) : (_source.Mix[0].Format, 1);
    }
}
