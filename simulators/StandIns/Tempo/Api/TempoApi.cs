using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Tempo.Search;
using Validation.Simulators.StandIns.Tempo.Server;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>Finds who answers a request to Tempo's API, and writes the answer.</summary>
internal sealed class TempoApi
{
    private readonly TraceAnswers _traces;
    private readonly SearchAnswers _searches;
    private readonly TagAnswers _tags;
    private readonly MetricsAnswers _metrics;
    private readonly StatusAnswers _status;
    private readonly TempoEngine _engine;

    public TempoApi(TempoEngine engine, TimeProvider clock, DateTimeOffset ready)
    {
        var searcher = new Searcher(engine.Store);
        _engine = engine;
        _traces = new TraceAnswers(engine.Store);
        _searches = new SearchAnswers(searcher);
        _tags = new TagAnswers(new Tags(searcher));
        _metrics = new MetricsAnswers(new MetricsQuery(searcher, engine.Config, clock));
        _status = new StatusAnswers(engine, clock, ready);
    }

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var answer = Answer(context.Request, path);
        var response = context.Response;
        (response.StatusCode, response.ContentLength) = (answer.Status, answer.Status == 204 ? null : answer.Body.Length);
        if (answer.ContentType.Length > 0)
            response.ContentType = answer.ContentType;
        if (answer.Varies)
            response.Headers.Vary = "Accept-Encoding";
        if (!answer.Body.IsEmpty)
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private ApiAnswer Answer(HttpRequest request, string path)
    {
        try
        {
            var parameters = new QueryParameters(request.Query);
            return Query(path, request.Headers.Accept.ToString(), parameters) is { } answer
                ? answer with { Varies = true }
                : _status.Answer(path) ?? ApiAnswer.Text(404, "404 page not found\n");
        }
        catch (BadQueryException e)
        {
            return ApiAnswer.Text(400, e.Message) with { Varies = true };
        }
    }

    private ApiAnswer? Query(string path, string accept, QueryParameters parameters) => path switch
    {
        "/api/search" => _searches.Search(parameters),
        "/api/search/tags" => _tags.NamesFirst(parameters),
        "/api/v2/search/tags" => _tags.NamesSecond(parameters),
        "/api/metrics/query_range" => Metrics(() => _metrics.Range(parameters)),
        "/api/metrics/query" => Metrics(() => _metrics.Instant(parameters)),
        _ when Middle(path, "/api/search/tag/", "/values") is { } tag => _tags.ValuesFirst(tag, parameters),
        _ when Middle(path, "/api/v2/search/tag/", "/values") is { } tag => _tags.ValuesSecond(tag, parameters),
        _ when Middle(path, "/api/traces/", "") is { } id && !id.Contains('/', StringComparison.Ordinal) => _traces.First(id, accept, parameters),
        _ when Middle(path, "/api/v2/traces/", "") is { } id && !id.Contains('/', StringComparison.Ordinal) => _traces.Second(id, accept, parameters),
        _ => null,
    };

    // Metrics come from the generator's blocks, and without them from nowhere.
    private ApiAnswer Metrics(Func<ApiAnswer> answer) => _engine.Generator.HasLocalBlocks
        ? answer()
        : ApiAnswer.Text(500, "error querying generators in Querier.queryRangeRecent: localblocks processor not found");

    private static string? Middle(string path, string before, string after) =>
        path.StartsWith(before, StringComparison.Ordinal) && path.EndsWith(after, StringComparison.Ordinal) && path.Length > before.Length + after.Length
            ? path[before.Length..^after.Length]
            : null;
}
