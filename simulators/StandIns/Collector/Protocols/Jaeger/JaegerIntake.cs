using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.Listening;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Jaeger;

/// <summary>Takes batches of Jaeger over one transport.</summary>
/// <param name="counts">Counts them.</param>
/// <param name="sink">Where they go.</param>
internal sealed class JaegerIntake(ReceiverCounts counts, IConsumer<ExportTraceServiceRequest> sink) : CollectorService.CollectorServiceBase
{
    /// <summary>Translates a batch that came as Thrift, and hands it on.</summary>
    public ValueTask<Handed> TakeAsync(Batch batch, CancellationToken stop) => TakeAsync(batch, scoped: false, stop);

    /// <inheritdoc/>
    public override async Task<PostSpansResponse> PostSpans(PostSpansRequest request, ServerCallContext context)
    {
        var handed = await TakeAsync(request.Batch ?? new Batch(), scoped: true, context.CancellationToken);
        // The real receiver passes the error on as it is, and gRPC calls what it does not know Unknown.
        return handed.Error is { } error ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unknown, error)) : new PostSpansResponse();
    }

    /// <summary>Answers <c>POST /api/traces</c> with a batch in Thrift's binary protocol.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.Path != "/api/traces")
        {
            await HttpDoor.ErrorAsync(response, StatusCodes.Status404NotFound, "404 page not found");
            return;
        }

        if (context.Request.Method != "POST")
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            await HttpDoor.ErrorAsync(response, StatusCodes.Status400BadRequest, "Cannot parse content type: mime: no media type");
            return;
        }

        if (type.MediaType.Value is not ("application/x-thrift" or "application/vnd.apache.thrift.binary"))
        {
            await HttpDoor.ErrorAsync(response, StatusCodes.Status400BadRequest, $"Unsupported content type: {type.MediaType.Value}");
            return;
        }

        if (await HttpDoor.BodyAsync(context, (StatusCodes.Status500InternalServerError, "Unable to process request body: ")) is { } body)
            await AnswerAsync(response, body, context.RequestAborted);
    }

    private ValueTask<Handed> TakeAsync(Batch batch, bool scoped, CancellationToken stop) =>
        counts.HandAsync(sink, JaegerSpans.ToRequest(batch, scoped), batch.Spans.Count, stop);

    private async Task AnswerAsync(HttpResponse response, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        Batch batch;
        try
        {
            batch = await JaegerThrift.ReadBatchAsync(body);
        }
        catch (FormatException problem)
        {
            // What is cut is told in the words of the real reader.
            var cut = problem.InnerException is Thrift.Transport.TTransportException;
            await HttpDoor.ErrorAsync(response, StatusCodes.Status400BadRequest, "Unable to process request body: " + (cut ? "*jaeger.Batch field 0 read error: unexpected EOF" : problem.Message));
            return;
        }

        var handed = await TakeAsync(batch, stop);
        if (handed.Error is { } error)
            await HttpDoor.ErrorAsync(response, StatusCodes.Status500InternalServerError, $"Cannot submit Jaeger batch: {error}");
        else
            response.StatusCode = StatusCodes.Status202Accepted;
    }
}
