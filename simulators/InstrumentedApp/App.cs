using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Validation.Harness.Items;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>Does operations as a service does that somebody instrumented: nested activities, measurements, log lines.</summary>
internal sealed class App(NumberedItems items, ILogger logger, Measurements measurements)
{
    /// <summary>Name of the source of activities and of the meter.</summary>
    public const string Source = "Validation.InstrumentedApp";

    private static readonly ActivitySource Activities = new(Source, "1.0.0");

    public AppOperation Do(long seq)
    {
        var mark = items.Mark(seq);
        var failed = items.Pick(seq, 1, 5) == 0;
        using var root = Begin("handle request", ActivityKind.Server, mark);
        var logs = new List<AppLog> { Say(LogLevel.Information, $"request came {mark}", root) };
        var validated = Step("validate", ActivityKind.Internal, mark, failed: false);
        using var call = Begin("call backend", ActivityKind.Client, mark);
        var stored = Step("store", ActivityKind.Producer, mark, failed);
        call.SetTag("app.items", 1L + items.Pick(seq, 2, 9));
        call.Stop();
        if (failed)
        {
            root.SetStatus(ActivityStatusCode.Error, "the backend said no");
            logs.Add(Say(LogLevel.Warning, $"request failed {mark}", root));
        }

        measurements.Take(failed ? "failed" : "ok", 1 + items.Pick(seq, 3, 4), items.Pick(seq, 4, 100) / 8.0, items.Pick(seq, 5, 1_000) / 4.0);
        logs.Add(Say(LogLevel.Information, $"request done {mark}", root));
        root.Stop();
        ImmutableArray<AppSpan> spans = [Row(root), validated, Row(call), stored];
        return new AppOperation(seq, root.TraceId.ToHexString(), spans, [.. logs]);
    }

    private AppLog Say(LogLevel level, string line, Activity span)
    {
        Lines.Write(logger, level, line);
        return new AppLog(line, level.ToString(), span.SpanId.ToHexString());
    }

    private static AppSpan Step(string name, ActivityKind kind, string mark, bool failed)
    {
        using var step = Begin(name, kind, mark);
        if (failed)
        {
            step.SetStatus(ActivityStatusCode.Error, "the backend said no");
            step.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection { ["exception.message"] = "the backend said no" }));
        }

        step.Stop();
        return Row(step);
    }

    private static Activity Begin(string name, ActivityKind kind, string mark) =>
        Activities.StartActivity(name, kind, parentContext: default, [KeyValuePair.Create<string, object?>("harness.mark", mark)])
            ?? throw new InvalidOperationException("Nobody listens to the activities: the SDK was not set up.");

    private static AppSpan Row(Activity span) => new(
        span.SpanId.ToHexString(), span.ParentSpanId == default ? "" : span.ParentSpanId.ToHexString(), span.DisplayName, span.Kind.ToString(), span.Status == ActivityStatusCode.Error);
}

/// <summary>The program's log lines.</summary>
internal static partial class Lines
{
    [LoggerMessage(Message = "{Line}")]
    public static partial void Write(ILogger logger, LogLevel level, string line);
}
