using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Validation.Reports.Allure;

/// <summary>
/// The files of Allure that concern the run as a whole. Sources: https://allurereport.org/docs/how-it-works-environment-file/,
/// https://allurereport.org/docs/how-it-works-executor-file/, https://allurereport.org/docs/how-it-works-categories-file/.
/// </summary>
internal static class AllureRunFiles
{
    /// <summary>Facts of the run as Java properties.</summary>
    public static string Environment(RunModel run)
    {
        var text = new StringBuilder();
        Line(text, "Run", Headline.Of(run));
        Line(text, "Seed", run.Seed);
        Line(text, "Run id", run.RunId);
        Line(text, "Environment", run.Environment);
        Line(text, "Harness", run.Harness);
        foreach (var (name, value) in run.Machine)
            Line(text, $"Machine {name}", value);
        foreach (var part in run.Components.GroupBy(c => c.Origin.Component))
            Line(text, $"Part {part.Key}", string.Join("; ", part.Select(Parts.Describe)));
        return text.ToString();
    }

    /// <summary>What made the report. The order of builds on trend graphs is the run's start in seconds.</summary>
    public static string Executor(RunModel run) => AllureJson.Write(new
    {
        Name = "validate",
        Type = "validate",
        ReportName = Headline.FirstLine(run),
        BuildName = Clean.Line(run.RunId),
        BuildOrder = (run.StartedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds(),
    });

    /// <summary>The kinds of what can go wrong; the first match wins.</summary>
    public static string Categories() => AllureJson.Write(ImmutableArray.Create<object>(
        new { Name = "Claims that are violated", MatchedStatuses = new[] { "failed" }, MessageRegex = "(?s)^violated.*" },
        new { Name = "Claims that could not be answered", MatchedStatuses = new[] { "failed" }, MessageRegex = "(?s)^unknown.*" },
        new { Name = "The harness broke", MatchedStatuses = new[] { "broken" } },
        new { Name = "Did not finish", MatchedStatuses = new[] { "unknown" } },
        new { Name = "Not run", MatchedStatuses = new[] { "skipped" } }));

    /// <summary>A result for the run, so that one that was cut short between two scenarios does not look green.</summary>
    public static AllureResult RunItself(RunModel run)
    {
        var of = AllureRun.Of(run);
        var start = (run.StartedAt ?? run.LastEventAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds();
        var stop = (run.LastEventAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds();
        return new AllureResult(AllureIdentity.Uuid(of.Id, "", "run"), AllureIdentity.Key("", "run"), AllureIdentity.Key("", "run"), "The run itself",
            "The run came to its end", null, ["The run itself"], [new("suite", "The run itself"), new("feature", "The run itself"), new("host", of.Host)],
            [new AllureParameter("seed", of.Seed, true)], "unknown", new AllureDetails($"did not finish: {Headline.CutShort(run)}", null),
            AllureStatus.Interrupted, start, stop, [], []);
    }

    // Java reads properties as ISO 8859-1 with escapes: java.util.Properties#load.
    private static void Line(StringBuilder text, string name, string value)
    {
        Escape(text, name, true);
        text.Append(" = ");
        Escape(text, value, false);
        text.Append('\n');
    }

    private static void Escape(StringBuilder text, string value, bool isName)
    {
        foreach (var c in Clean.Line(value))
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                ' ' or ':' or '=' or '#' or '!' when isName => text.Append('\\').Append(c),
                > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
    }
}
