using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Http;
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
            var body = await PushBodyAsync(context.Request);
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
            var body = await OtlpBodyAsync(context.Request);
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

    // "snappy" says nothing new: a push in protobuf is always packed so.
    private Task<ReadOnlyMemory<byte>> PushBodyAsync(HttpRequest request) => BodyAsync(request, (encoding, packed, stop) => encoding switch
    {
        "" or "snappy" => Plain(packed),
        "gzip" => PackedBody.GunzipAsync(packed, PushProto.MostPlain, stop),
        "deflate" => DeflateAsync(packed, stop),
        _ => throw RefusedException.BadRequest($"Content-Encoding \"{encoding}\" not supported"),
    });

    private Task<ReadOnlyMemory<byte>> OtlpBodyAsync(HttpRequest request) => BodyAsync(request, (encoding, packed, stop) => encoding switch
    {
        "" => Plain(packed),
        "gzip" => PackedBody.GunzipAsync(packed, PushProto.MostPlain, stop),
        _ => throw RefusedException.BadRequest($"unsupported content encoding {encoding}: only gzip, lz4 and zstd are supported"),
    });

    private async Task<ReadOnlyMemory<byte>> BodyAsync(
        HttpRequest request, Func<string, MemoryStream, CancellationToken, Task<ReadOnlyMemory<byte>>> unpack)
    {
        var (most, stop) = (_model.Settings.MaxBody, request.HttpContext.RequestAborted);
        try
        {
            using var packed = new MemoryStream();
            await PackedBody.CopyAsync(request.Body, packed, most, stop);
            most = PushProto.MostPlain;
            packed.Position = 0;
            return await unpack(request.Headers.ContentEncoding.ToString(), packed, stop);
        }
        catch (InvalidDataException problem)
        {
            throw problem.Message == PackedBody.TooLarge
                ? RefusedException.TooLarge(most + 1, most)
                : RefusedException.BadRequest(problem.Message);
        }
    }

    private static Task<ReadOnlyMemory<byte>> Plain(MemoryStream body) =>
        Task.FromResult<ReadOnlyMemory<byte>>(body.GetBuffer().AsMemory(0, (int)body.Length));

    // Go's "flate": without the head and the sum of zlib.
    private static async Task<ReadOnlyMemory<byte>> DeflateAsync(MemoryStream packed, CancellationToken stop)
    {
        using var plain = new MemoryStream();
        await using var unpacking = new DeflateStream(packed, CompressionMode.Decompress);
        await PackedBody.CopyAsync(unpacking, plain, PushProto.MostPlain, stop);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }
}
