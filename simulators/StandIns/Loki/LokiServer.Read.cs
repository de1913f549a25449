using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Loki.Answers;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Query;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki;

public sealed partial class LokiServer
{
    private const string Api = "/loki/api/v1/";
    private const string Json = "application/json; charset=UTF-8";
    private const string NoInstantLogs = "log queries are not supported as an instant query type, please change your query to a range query type";
    private static readonly TimeSpan s_sixHours = TimeSpan.FromHours(6);

    private async Task ReadAsync(HttpContext context, string path)
    {
        try
        {
            var question = await Question.OfAsync(context.Request, _model.Now);
            if (Answer(path, question, context.Request) is { } body)
                await BytesAsync(context.Response, body, Json);
            else
                await TextAsync(context.Response, 404, "404 page not found\n");
        }
        catch (Exception problem) when (problem is RefusedException or LogQlException)
        {
            await TextAsync(context.Response, (problem as RefusedException)?.Status ?? 400, problem.Message);
        }
    }

    // Null for a path that there is not.
    private byte[]? Answer(string path, Question question, HttpRequest request)
    {
        if (!path.StartsWith(Api, StringComparison.Ordinal))
            return null;
        switch (path[Api.Length..].Split('/'))
        {
            case ["query"]: return Instant(TenantOf(request), question);
            case ["query_range"]: return Range(TenantOf(request), question, Flags(request).Contains("categorize-labels"));
            case ["labels"] or ["label"]:
                return QueryAnswers.Names([.. Select(TenantOf(request), question).SelectMany(l => l.All.Select(p => p.Name)).Distinct().Order(StringComparer.Ordinal)]);
            case ["label", var name, "values"]:
                return QueryAnswers.Names([.. Select(TenantOf(request), question).Select(l => l.Get(name)).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
            case ["series"]: return Series(TenantOf(request), question);
            default: return null;
        }
    }

    private static string[] Flags(HttpRequest request) =>
        request.Headers["X-Loki-Response-Encoding-Flags"].ToString().Split(',', StringSplitOptions.TrimEntries);

    private byte[] Instant(Tenant tenant, Question question)
    {
        var expression = Parser.Parse(question.Query);
        var (start, at) = (_clock.GetTimestamp(), question.Time);
        if (expression is LogExpression)
            throw RefusedException.BadRequest(NoInstantLogs);
        if (expression is NumberExpression number)
            return QueryAnswers.Scalar(number.Value, at, _clock.GetElapsedTime(start));
        var query = new MetricQuery(tenant, [at]);
        var series = Limited(query.Run(expression));
        return QueryAnswers.Vector(series, at, query.Cost with { Returned = series.Count }, _clock.GetElapsedTime(start));
    }

    private byte[] Range(Tenant tenant, Question question, bool categorized)
    {
        var window = question.QueryWindow();
        var limit = question.Limit;
        var step = question.Step(window.From, window.To);
        var expression = Parser.Parse(question.Query);
        var start = _clock.GetTimestamp();
        var limits = _model.Settings.Limits;
        if (expression is not LogExpression logs)
            return Matrix(tenant, expression, question.Limited(window, limits), step, start);
        if (limits.MaxEntriesPerQuery != 0 && limit > limits.MaxEntriesPerQuery)
            throw RefusedException.BadRequest($"max entries limit per query exceeded, limit > max_entries_limit_per_query ({limit} > {limits.MaxEntriesPerQuery})");
        var (from, to) = question.Limited(window, limits);
        var (streams, cost) = new LogQuery(logs, from, to, limit, question.Forward, question.Interval, categorized).Run(tenant);
        return QueryAnswers.Streams(streams, categorized, cost, _clock.GetElapsedTime(start));
    }

    private byte[] Matrix(Tenant tenant, Expression expression, (long From, long To) window, long step, long start)
    {
        if (window.To <= window.From)
            return QueryAnswers.Matrix([], [], default, _clock.GetElapsedTime(start));
        // The start is moved down and the end up to a multiple of the step.
        var (first, last) = (window.From / step * step, (window.To + step - 1) / step * step);
        var steps = new long[((last - first) / step) + 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = first + (i * step);
        var query = new MetricQuery(tenant, steps);
        var series = Limited(query.Run(expression));
        return QueryAnswers.Matrix(series, steps, query.Cost with { Returned = series.Count }, _clock.GetElapsedTime(start));
    }

    private List<Series> Limited(List<Series> series)
    {
        var most = _model.Settings.Limits.MaxQuerySeries;
        return most == 0 || series.Count <= most
            ? series
            : throw RefusedException.BadRequest($"maximum number of series ({most}) reached for a single query; consider reducing query cardinality by adding more specific stream selectors, reducing the time range, or aggregating results with functions like sum, count or topk");
    }

    private static List<Labels> Select(Tenant tenant, Question question)
    {
        var (from, to) = question.Window(s_sixHours);
        var matchers = question["query"] is { Length: > 0 } selector ? Parser.ParseSelector(selector) : [];
        return tenant.Series(labels => matchers.All(m => m.Fits(labels)), from, to);
    }

    private static byte[] Series(Tenant tenant, Question question)
    {
        var (from, to) = question.Window(s_sixHours);
        var selectors = question.All("match[]").Concat(question.All("match")).OfType<string>().Select(Parser.ParseSelector).ToList();
        return QueryAnswers.Series(tenant.Series(labels => selectors.Count == 0 || selectors.Exists(s => s.All(m => m.Fits(labels))), from, to));
    }
}
