using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Query;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>The parameters of a request, from its URL and its form.</summary>
internal sealed class Question
{
    private readonly IQueryCollection _query;
    private readonly IFormCollection? _form;
    private readonly long _now;

    private Question(IQueryCollection query, IFormCollection? form, DateTimeOffset now) => (_query, _form, _now) = (query, form, Times.UnixNano(now));

    public static async Task<Question> OfAsync(HttpRequest request, DateTimeOffset now) =>
        new(request.Query, request.HasFormContentType ? await request.ReadFormAsync() : null, now);

    public string Query => this["query"] ?? "";

    public string? this[string name] => All(name) is [var first, ..] ? first : null;

    public StringValues All(string name) => _form is not null && _form.TryGetValue(name, out var given) ? given : _query[name];

    /// <summary>The moment of an instant query.</summary>
    public long Time => this["time"] is { } time ? Times.Parse(time) : _now;

    /// <summary>The window of a request.</summary>
    /// <param name="otherwise">How long it is when no start is given.</param>
    public (long From, long To) Window(TimeSpan otherwise)
    {
        var to = this["end"] is { } end ? Times.Parse(end) : _now;
        var back = this["since"] is { } since ? Duration("since", since) : Times.Nano(otherwise);
        var from = this["start"] is { } start ? Times.Parse(start) : Math.Min(to, _now) - back;
        return (from, to);
    }

    /// <summary>The window of a query, which must not be empty.</summary>
    public (long From, long To) QueryWindow()
    {
        var (from, to) = Window(TimeSpan.FromHours(1));
        return to > from ? (from, to) : throw RefusedException.BadRequest("end timestamp must not be before or equal to start time");
    }

    /// <summary>What is left of a window by the limits: a start that is too far back is moved, a window that is too long is refused.</summary>
    public (long From, long To) Limited((long From, long To) window, Limits limits)
    {
        var (from, to) = window;
        if (limits.MaxQueryLookback > TimeSpan.Zero)
            from = Math.Max(from, _now - Times.Nano(limits.MaxQueryLookback));
        var length = TimeSpan.FromTicks(Math.Max(0, to - from) / 100);
        return limits.MaxQueryLength > TimeSpan.Zero && length > limits.MaxQueryLength
            ? throw RefusedException.BadRequest($"the query time range exceeds the limit (query length: {Go(length)}, limit: {Prometheus(limits.MaxQueryLength)})")
            : (from, to);
    }

    public int Limit
    {
        get
        {
            if (this["limit"] is not { } text)
                return 100;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
                throw RefusedException.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
            return limit > 0 ? limit : throw RefusedException.BadRequest("limit must be a positive value");
        }
    }

    public bool Forward => (this["direction"] ?? "backward").ToUpperInvariant() switch
    {
        "FORWARD" => true,
        "BACKWARD" => false,
        _ => throw RefusedException.BadRequest($"invalid direction '{this["direction"]}'"),
    };

    public long Interval => this["interval"] is { } text ? Duration("interval", text) : 0;

    /// <summary>The step of a range query, in nanoseconds.</summary>
    public long Step(long from, long to)
    {
        var step = this["step"] is { } text ? Duration("step", text) : Math.Max(1, (to - from) / Times.Second / 250) * Times.Second;
        if (step <= 0)
            throw RefusedException.BadRequest("zero or negative query resolution step widths are not accepted. Try a positive integer");
        return (to - from) / step > 11_000
            ? throw RefusedException.BadRequest("exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter")
            : step;
    }

    private static long Duration(string name, string text)
    {
        if (Units.TryNumber(text, out var seconds))
            return (long)(seconds * Times.Second);
        return StandIns.Config.GoDurations.TryParse(text, out var span)
            ? Times.Nano(span)
            : throw RefusedException.BadRequest($"cannot parse \"{text}\" to a valid duration ({name})");
    }

    private static string Go(TimeSpan span) => string.Create(CultureInfo.InvariantCulture,
        $"{(long)span.TotalHours}h{span.Minutes}m{span.Seconds + (span.Ticks % TimeSpan.TicksPerSecond / (decimal)TimeSpan.TicksPerSecond):0.#######}s");

    private static string Prometheus(TimeSpan span)
    {
        var (days, rest) = ((long)span.TotalDays, span - TimeSpan.FromDays((long)span.TotalDays));
        var parts = new[] { (days, "d"), (rest.Hours, "h"), (rest.Minutes, "m"), (rest.Seconds, "s") };
        return string.Concat(parts.Where(p => p.Item1 > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Item1}{p.Item2}")));
    }
}
