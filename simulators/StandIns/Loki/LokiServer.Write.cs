using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Loki;

public sealed partial class LokiServer
{
    private async Task WriteAsync(HttpContext context, Func<HttpContext, Tenant, Task> take)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = 405;
            return;
        }

        try
        {
            await take(context, TenantOf(context.Request));
        }
        catch (RefusedException refused)
        {
            // Only from the tenant: the handlers answer their own refusals.
            await TextAsync(context.Response, refused.Status, refused.Message);
        }
    }

    private async Task PushAsync(HttpContext context, Tenant tenant)
    {
        try
        {
            var body = await BodyAsync(context.Request);
            var type = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
            if (type.Length == 0)
                throw RefusedException.BadRequest("mime: no media type");
            _model.Take(tenant, type == "application/json" ? PushJson.Read(body) : PushProto.Read(body.Span));
            context.Response.StatusCode = 204;
        }
        catch (RefusedException refused)
        {
            await TextAsync(context.Response, refused.Status, refused.Message + "\n");
        }
    }

    private async Task OtlpAsync(HttpContext context, Tenant tenant)
    {
        try
        {
            var body = await BodyAsync(context.Request);
            _model.Take(tenant, _model.Otlp.Read(Logs(context.Request.ContentType ?? "", body)));
            context.Response.StatusCode = 204;
        }
        catch (RefusedException refused)
        {
            context.Response.StatusCode = refused.Status;
            await BytesAsync(context.Response, new Wire.Rpc.Status { Message = refused.Message }.ToByteArray(), "application/octet-stream");
        }
    }

    private static ExportLogsServiceRequest Logs(string contentType, ReadOnlyMemory<byte> body)
    {
        try
        {
            return contentType switch
            {
                "application/x-protobuf" => ExportLogsServiceRequest.Parser.ParseFrom(body.Span),
                "application/json" => OtlpJson.Read<ExportLogsServiceRequest>(body),
                _ => throw RefusedException.BadRequest($"content type: {contentType} is not supported"),
            };
        }
        catch (InvalidProtocolBufferException)
        {
            throw RefusedException.BadRequest("unexpected EOF");
        }
        catch (FormatException problem)
        {
            throw RefusedException.BadRequest(problem.Message);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request)
    {
        using var plain = new MemoryStream();
        try
        {
            await using var unpacked = request.Headers.ContentEncoding.ToString() switch
            {
                "" or "snappy" => request.Body,
                "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
                "deflate" => new DeflateStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
                var other => throw RefusedException.BadRequest($"Content-Encoding \"{other}\" not supported"),
            };
            await unpacked.CopyToAsync(plain, request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw RefusedException.BadRequest("gzip: invalid header");
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }
}
