using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>
/// The numbered log of a program. Each number is one stored record (a traceback of four lines with prefix is four numbers); its lines and
/// what must become of them are a pure function of (run seed, stream, number), and its mark is in the stored body.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of numbered items, the harness' word for it.")]
public sealed class LogStream
{
    private const int LongestDelay = 900_000;
    private readonly DateTimeOffset _begin;
    private readonly TimeSpan _spacing;
    private readonly UnitLayout _layout;
    private readonly Expectation _expectation;

    /// <summary>The log of a program.</summary>
    /// <param name="items">The stream.</param>
    /// <param name="source">Who writes.</param>
    /// <param name="begin">Time of the first line.</param>
    /// <param name="spacing">From one number's time to the next one's, at least 100 ns.</param>
    public LogStream(NumberedItems items, LogSource source, DateTimeOffset begin, TimeSpan spacing)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(spacing, TimeSpan.FromTicks(1));
        (Items, Source, _begin, _spacing, _expectation) = (items, source, begin, spacing, new Expectation(source));
        var delay = (int)Math.Min(spacing.Ticks * 100, LongestDelay);
        _layout = new UnitLayout(items, source, head => new LogUnit(items, source, head, UnixTimes.Nanos(begin + (spacing * head)), delay));
    }

    /// <summary>The stream.</summary>
    public NumberedItems Items { get; }

    /// <summary>Who writes.</summary>
    public LogSource Source { get; }

    /// <summary>The same numbers, written by the program elsewhere: on another node, after a restart.</summary>
    public LogStream From(LogSource source) => new(Items, source, _begin, _spacing);

    /// <summary>What is written for a number, and what must become of it.</summary>
    public WrittenRecord Record(long seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        var (unit, format, _) = _layout.Units(seq, seq + 1).Single();
        var draft = format.Write(unit, (int)(seq - unit.Head));
        var lines = draft.Lines.Select(l => Line(unit, seq, l)).ToImmutableArray();
        var cut = Source.Pod is not null && Encoding.UTF8.GetByteCount(lines[0].Text) > CriLines.LongestPart;
        return new WrittenRecord(seq, lines, _expectation.Of(seq, draft.Parsed, lines[0].UnixNano, unit.OnError, cut));
    }

    /// <summary>The lines of consecutive numbers, in the order in which they are written.</summary>
    /// <remarks>A traceback of which only some numbers are meant is written without the lines of the others.</remarks>
    public IEnumerable<WrittenLine> Lines(long from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        foreach (var (unit, format, width) in _layout.Units(from, from + count))
        {
            var first = (int)Math.Max(0, from - unit.Head);
            var end = (int)Math.Min(width, from + count - unit.Head);
            var lines = Enumerable.Range(first, end - first).SelectMany(i =>
                format.Write(unit, i).Lines.Select(l => (l, Seq: unit.Head + i)));
            foreach (var (line, seq) in lines.OrderBy(l => l.l.Order))
                yield return Line(unit, seq, line);
        }
    }

    private static WrittenLine Line(LogUnit unit, long seq, DraftLine line) => new(seq, unit.TakenAt(line.Order), unit.OnError, line.Text);
}
