using System.Net;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.Listening;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>The receiver <c>zipkin</c>: JSON of both versions on one port. A path that is not version 1 is version 2, as in the real program.</summary>
internal sealed class ZipkinDoor : IReceiver
{
    private readonly PartContext _context;
    private readonly IConsumer<ExportTraceServiceRequest> _sink;
    private readonly IPEndPoint _listen;
    private HttpDoor? _door;

    /// <summary>Reads the settings.</summary>
    public ZipkinDoor(PartContext context, Sinks sinks)
    {
        (_context, _sink) = (context, sinks.Traces ?? throw context.Settings.Bad("a pipeline of traces that names this receiver"));
        _listen = ListenAddress.Read(context.Settings["endpoint"], "localhost:9411");
        if (context.Settings["parse_string_tags"].Flag(false))
            throw context.Settings["parse_string_tags"].Bad("false: the other is not stood in for");
    }

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address => _door?.Address ?? _listen;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop)
    {
        _door = await HttpDoor.ServeAsync(_context.Id, _listen, AnswerAsync);
        _context.Log($"info\tStarting HTTP server\tendpoint={Address}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _door?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        var type = context.Request.ContentType;
        if (type is "application/x-thrift" or "application/x-protobuf")
        {
            await HttpDoor.ErrorAsync(context.Response, StatusCodes.Status501NotImplemented, $"This stand-in reads Zipkin's JSON only, not {type}");
            return;
        }

        var first = context.Request.Path.Value?.Contains("api/v1/spans", StringComparison.Ordinal) == true;
        if (await HttpDoor.BodyAsync(context, (StatusCodes.Status400BadRequest, "")) is not { } body)
            return;
        ExportTraceServiceRequest batch;
        try
        {
            batch = first ? ZipkinV1.Read(body, _context.Clock) : ZipkinSpans.ToRequest(ZipkinJson.Read(body));
        }
        catch (FormatException problem)
        {
            await HttpDoor.ErrorAsync(context.Response, StatusCodes.Status400BadRequest, ZipkinProblem.Of(body) ?? problem.Message);
            return;
        }

        var counts = new ReceiverCounts(_context, "spans", first ? "http_v1_json" : "http_v2_json");
        var handed = await counts.HandAsync(_sink, batch, batch.ResourceSpans.SelectMany(r => r.ScopeSpans).Sum(s => s.Spans.Count), context.RequestAborted);
        (context.Response.StatusCode, var text) = handed.Outcome switch
        {
            Handing.Taken => (StatusCodes.Status202Accepted, ""),
            Handing.Never => (StatusCodes.Status400BadRequest, "\"Bad Request\""),
            _ => (StatusCodes.Status500InternalServerError, "\"Internal Server Error\""),
        };
        if (text.Length > 0)
            await context.Response.WriteAsync(text);
    }
}
