using System.Collections.Immutable;
using System.Globalization;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>
/// An error and its traceback as Python prints it. The collector joins error, <c>Traceback</c> and exception to one record, in which no
/// parser but the last finds anything: no severity, no request, the runtime's time.
/// </summary>
/// <remarks>
/// In a container's log the indented lines are joined too. In a file below <c>/var/log</c> they lose their blanks before the collector
/// looks whether they are indented, and become records of their own without a time; each is numbered and marked as such.
/// The line <c>[SQL: …]</c> that SQLAlchemy adds is not joined anywhere.
/// </remarks>
internal sealed class RawTraceback : LogFormat
{
    private static readonly OsloFormat s_head = new(OsloContext.Classic);

    public override string Name => "traceback without prefix";

    internal override int Width(LogUnit unit) => 1 + (InFile(unit) ? IndentedLines(unit) : 0) + (HasSql(unit) ? 1 : 0);

    internal override Draft Write(LogUnit unit, int index)
    {
        var indented = IndentedLines(unit);
        if (index == 0)
            return Joined(unit, indented);
        if (InFile(unit) && index <= indented)
        {
            var line = Indented(unit, index, unit.Mark(index));
            return Alone(new DraftLine(1 + index, line), line.TrimStart());
        }

        var sql = $"[SQL: SELECT instances.uuid FROM instances WHERE instances.id = {unit.Pick(Purpose.Amount, 1000)} -- {unit.Mark(index)}]";
        return Alone(new DraftLine(3 + indented, sql), sql);
    }

    private static Draft Joined(LogUnit unit, int indented)
    {
        var head = new OsloLine(unit.UnixNano, unit.Source.Pid, "ERROR", unit.Component, s_head.Context(unit),
            $"Caught error {unit.Mark(0)}").Text;
        var lines = ImmutableArray.CreateBuilder<DraftLine>();
        lines.Add(new DraftLine(0, head));
        lines.Add(new DraftLine(1, "Traceback (most recent call last):"));
        if (!InFile(unit))
            lines.AddRange(Enumerable.Range(1, indented).Select(i => new DraftLine(1 + i, Indented(unit, i, ""))));
        lines.Add(new DraftLine(2 + indented, HasSql(unit) ? "sqlalchemy.exc.OperationalError: (2013, 'Lost connection')"
            : "ValueError: volume type missing"));
        return new Draft(lines.ToImmutable(), Parsed.CatchAll(string.Join('\n', lines.Select(l => l.Text))));
    }

    private static Draft Alone(DraftLine line, string body) => new([line], Parsed.CatchAll(body));

    private static string Indented(LogUnit unit, int index, string mark)
    {
        var place = index.ToString(CultureInfo.InvariantCulture);
        return (index % 2 == 1 ? $"  File \"{Frames.Path(unit, index)}\", line 8{place}, in __call__ {mark}"
            : $"    return req.get_response(self.application, {place})  # {mark}")
            .TrimEnd(' ', '#');
    }

    private static bool InFile(LogUnit unit) => unit.Source.Pod is null;

    private static int IndentedLines(LogUnit unit) => 1 + unit.Pick(Purpose.Frames, 4);

    private static bool HasSql(LogUnit unit) => unit.Pick(Purpose.Detail, 3) == 0;
}
