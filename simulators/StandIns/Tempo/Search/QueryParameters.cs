using System.Globalization;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>Reads the parameters of a question, with Tempo's words where they are wrong.</summary>
internal sealed class QueryParameters(IQueryCollection query)
{
    /// <summary>A parameter; null when it is not there or empty.</summary>
    public string? Text(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>Names and values of all.</summary>
    public IEnumerable<(string Name, string Value)> All => query.Where(p => p.Value is [{ Length: > 0 }, ..]).Select(p => (p.Key, p.Value[0]!));

    /// <summary>A whole number.</summary>
    public long? Whole(string name, string function = "ParseInt") => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw new BadQueryException($"invalid {name}: strconv.{function}: parsing \"{text}\": invalid syntax");

    /// <summary>A duration.</summary>
    public TimeSpan? Duration(string name) => Text(name) is not { } text ? null
        : GoDurations.TryParse(text, out var value) ? value : throw new BadQueryException($"invalid {name}: time: invalid duration \"{text}\"");

    /// <summary>A TraceQL query.</summary>
    public static TraceQuery TraceQl(string text)
    {
        try
        {
            return Parser.Parse(text);
        }
        catch (TraceQlException e)
        {
            throw new BadQueryException($"invalid TraceQL query: {e.Message}");
        }
    }

    /// <summary>Start and end in whole seconds; zeros for none.</summary>
    public (long Start, long End) Range()
    {
        var (start, end) = (Whole("start") ?? 0, Whole("end") ?? 0);
        if ((start, end) != (0, 0) && end <= start)
            throw new BadQueryException($"http parameter start must be before end. received start={start} end={end}");
        return (start, end);
    }
}
