using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Validation.Backends;
using Validation.Backends.Loki;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Stories;
using Validation.Steps.Support;

namespace Validation.Steps.Correlation;

/// <summary>What the stack's backends know of the stories.</summary>
public sealed partial class StorySignals(StackClients stack)
{
    // What Genestack's processors of the deployment collector, or Tempo, add to a resource.
    private static readonly ImmutableArray<string> s_added = ["host.name", "os.type", "k8s.node.name", "k8s.pod.name", "k8s.node.ip", "k8s.pod.ip"];

    /// <summary>Metrics: the spans of all stories are counted, each once.</summary>
    public async Task<Verdict> CallsAsync(ToldStories told, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(told);
        var names = string.Join('|', told.Spans.Select(s => Regex.Escape(s.Name)).Distinct()).Replace(@"\", @"\\", StringComparison.Ordinal);
        var probe = new PrometheusInstant(stack.Prometheus,
            $"sum by (service, span_name, span_kind, status_code) (traces_spanmetrics_calls_total{{span_name=~\"{names}\"}})");
        return EverySampleIsExact.Check("the span metrics of all stories", TraceMetrics.Calls(told.Spans), await probe.ReadAsync(deadline));
    }

    /// <summary>Logs: what a filter finds is those lines of the story that it must find, each once and unaltered.</summary>
    public async Task<Verdict> LinesAsync(ToldStory told, string filter, Func<ExpectedLog, bool> wanted, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(wanted);
        var answer = await FindAsync(told, filter, deadline);
        var expected = told.Story.Lines.SelectMany(l => l.Record.Expected).ToDictionary(e => e.Seq);
        var lines = Story.LineItems(told.Items);
        var check = new LogsArriveOnce(lines, told.Lines.Payload.End, seq => expected[seq]);
        foreach (var row in answer.Value)
            check.See(row);
        var rows = expected.Values.Where(wanted).Select(e => told.Lines with { Payload = new ItemRange(lines.Name, e.Seq, 1) });
        return check.Judge($"the lines of {told.Items.Name} for {filter}", rows, answer.Raw);
    }

    /// <summary>Traces: the trace that the lines of a request name is the whole tree of the story.</summary>
    public async Task<Verdict> TreeAsync(ToldStory told, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(told);
        var lines = await FindAsync(told, $"|= \"{told.Story.GlobalRequestId}\"", deadline);
        var named = lines.Value.Select(l => Trace().Match(l.Body).Groups[1].Value).Distinct().ToList();
        if (named is not [var id])
            return Verdict.CannotTell("the lines of a request name one trace", "one", $"{named.Count}: {string.Join(", ", named)}", lines.Raw);
        var answer = await stack.Tempo.TraceAsync(id, deadline);
        var trees = new TreesAreWhole(s_added);
        trees.See(told.Story.TraceId, told.Spans.Fate, told.Story.Spans, answer.Value ?? []);
        return trees.Judge($"the trace that the lines of {told.Items.Name} name", lines.Raw, answer.Raw);
    }

    /// <summary>The search for a failed span of a trace. Tempo compares an id as it prints it, without leading zeros: with them it finds nothing.</summary>
    public static string FailedSpanQuery(SpanRecord failed, string traceId)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(traceId);
        var id = traceId.TrimStart('0');
        return $"{{ resource.service.name = \"{failed.Service}\" && name = \"{failed.Name}\" && status = error && trace:id = \"{id}\" }}";
    }

    /// <summary>Traces: a search for the span that failed finds the trace of the story, and no other.</summary>
    public async Task<Verdict> FailedSpanAsync(ToldStory told, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(told);
        var failed = told.Story.Spans.Last(s => s.Status == SpanStatus.Error);
        var query = FailedSpanQuery(failed, told.Story.TraceId);
        var answer = await stack.Tempo.SearchAsync(query, deadline);
        return EverySampleIsExact.Check($"the search {query}", [new ExpectedSample(told.Story.TraceId, 1)],
            new Reading<double>([.. answer.Value.Select(t => new Seen<double>(t.TraceId.PadLeft(32, '0'), 1, t.Start))], answer.Raw));
    }

    private async Task<Answer<ImmutableArray<LogRecord>>> FindAsync(ToldStory told, string filter, Deadline deadline)
    {
        var (from, to) = (told.Story.Spans[0].StartUnixNano, told.Story.Spans[0].EndUnixNano);
        // As Grafana shifts a span's times for its link: five minutes either way.
        var shift = (long)TimeSpan.FromMinutes(5).TotalNanoseconds;
        return await stack.Loki.QueryRangeAsync($"{{namespace=\"openstack\"}} {filter}", new LogWindow(from - shift, to + shift), deadline);
    }

    [GeneratedRegex(" trace=([0-9a-f]{32}) ")]
    private static partial Regex Trace();
}
