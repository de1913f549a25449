using System.Collections.Immutable;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>What the program did, exactly; printed as one line of JSON.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Instance">The resource's <c>service.instance.id</c>.</param>
/// <param name="Stream">Name of the stream of items whose marks are in log lines and spans.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Operations">One row an operation.</param>
/// <param name="Counters">Sums that the counters have come to.</param>
/// <param name="Duration">What the histogram <c>app.duration</c> has come to.</param>
/// <param name="Problems">What the SDK warned of; an export that failed is among it.</param>
public sealed record AppReport(
    string Service, string Instance, string Stream, string Seed, ImmutableArray<AppOperation> Operations,
    ImmutableArray<AppCounter> Counters, AppHistogram Duration, ImmutableArray<string> Problems);

/// <summary>One operation: a trace and its log lines.</summary>
/// <param name="Seq">Number of the item, whose mark the spans and lines have.</param>
/// <param name="TraceId">The trace id that the SDK chose.</param>
/// <param name="Spans">Spans, parents first.</param>
/// <param name="Logs">Log lines.</param>
public sealed record AppOperation(long Seq, string TraceId, ImmutableArray<AppSpan> Spans, ImmutableArray<AppLog> Logs);

/// <summary>A span.</summary>
/// <param name="SpanId">The id that the SDK chose.</param>
/// <param name="ParentSpanId">Empty for the root.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind, in OpenTelemetry's words: <c>Server</c>.</param>
/// <param name="Failed">Whether its status is an error.</param>
public sealed record AppSpan(string SpanId, string ParentSpanId, string Name, string Kind, bool Failed);

/// <summary>A log line.</summary>
/// <param name="Body">The line.</param>
/// <param name="Severity">Level, in .NET's words.</param>
/// <param name="SpanId">The span in which it was written.</param>
public sealed record AppLog(string Body, string Severity, string SpanId);

/// <summary>What a counter has come to for one value of its attribute <c>outcome</c>.</summary>
/// <param name="Name">Name of the instrument.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Outcome">Value of the attribute.</param>
/// <param name="Sum">The sum.</param>
public sealed record AppCounter(string Name, string Unit, string Outcome, double Sum);

/// <summary>What a histogram has come to.</summary>
/// <param name="Name">Name of the instrument.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Count">Observations.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Bounds">Upper bounds of the buckets but for the last.</param>
/// <param name="Buckets">Observations in each bucket, not summed up.</param>
public sealed record AppHistogram(string Name, string Unit, long Count, double Sum, ImmutableArray<double> Bounds, ImmutableArray<long> Buckets);
