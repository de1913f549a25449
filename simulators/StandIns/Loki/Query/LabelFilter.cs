using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>A stage of a pipeline.</summary>
internal abstract class Stage
{
    /// <summary>Changes the line; false leaves it out.</summary>
    public abstract bool Process(Line line);
}

/// <summary>All of some filters, or one of them. Of those that must all hold each is asked, also behind one that does not: what fails is told.</summary>
internal sealed class JoinedFilter(ImmutableArray<Stage> parts, bool and) : Stage
{
    public override bool Process(Line line)
    {
        var all = true;
        foreach (var part in parts)
        {
            var holds = part.Process(line);
            if (holds && !and)
                return true;
            all &= holds;
        }

        return all && and;
    }
}

/// <summary>Compares a label's text.</summary>
internal sealed class TextFilter(Matcher matcher) : Stage
{
    public override bool Process(Line line) => matcher.Fits(line.Get(matcher.Name));
}

/// <summary>Reads a value with a unit.</summary>
internal delegate bool Reader(string text, out double value);

/// <summary>Compares a label's value as a number, a duration or a size. A line without the label is left out; one whose label is no such value stays, with an error.</summary>
internal sealed class ValueFilter(string name, string operation, double wanted, Reader read) : Stage
{
    public override bool Process(Line line)
    {
        if (line.Get(name) is not { } text)
            return false;
        if (!read(text, out var value))
        {
            line.Fail("LabelFilterErr", $"\"{text}\" cannot be compared");
            return true;
        }

        return operation switch
        {
            "=" or "==" => value == wanted,
            "!=" => value != wanted,
            ">" => value > wanted,
            ">=" => value >= wanted,
            "<" => value < wanted,
            _ => value <= wanted,
        };
    }
}
