using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Tempo.Ingest;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Server;

/// <summary>Receives traces by OTLP over HTTP, in protobuf and in JSON, plain or gzip.</summary>
internal sealed class OtlpHttp(Distributor distributor)
{
    /// <summary>The longest body, as in the receiver that the real program has in it.</summary>
    public const long MaxBody = 20 * 1024 * 1024;

    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private static readonly MessageParser<ExportTraceServiceRequest> s_parser = ExportTraceServiceRequest.Parser.WithDiscardUnknownFields(true);

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/v1/traces")
            return TextAsync(context, 404, "404 page not found\n", "text/plain; charset=utf-8");
        if (context.Request.Method != "POST")
            return TextAsync(context, 405, "405 method not allowed, supported: [POST]");
        return context.Request.ContentType?.Split(';')[0] is Protobuf or Json
            ? TakeAsync(context)
            : TextAsync(context, 415, "415 unsupported media type, supported: [application/json, application/x-protobuf]");
    }

    private async Task TakeAsync(HttpContext context)
    {
        var isJson = context.Request.ContentType!.StartsWith(Json, StringComparison.Ordinal);
        ExportTraceServiceRequest request;
        try
        {
            var body = await BodyAsync(context);
            request = isJson ? OtlpJson.Read<ExportTraceServiceRequest>(body) : s_parser.ParseFrom(body.Span);
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException or InvalidDataException or BadHttpRequestException)
        {
            await RefuseAsync(context, isJson, new Refusal(Refusal.InvalidArgument, Words(e)));
            return;
        }

        if (distributor.Push(request) is { } refusal)
            await RefuseAsync(context, isJson, refusal);
        else
            await WriteAsync(context, 200, isJson, new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess() });
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        if (context.Request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(body, context.RequestAborted);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Words(Exception e) => e switch
    {
        BadHttpRequestException => "http: request body too large",
        InvalidProtocolBufferException => "unexpected EOF",
        _ => e.Message,
    };

    private static Task RefuseAsync(HttpContext context, bool isJson, Refusal refusal) =>
        WriteAsync(context, refusal.HttpStatus, isJson, new Wire.Rpc.Status { Code = refusal.Code, Message = refusal.Message });

    private static async Task WriteAsync(HttpContext context, int status, bool isJson, IMessage message)
    {
        var body = isJson ? OtlpJson.Write(message) : message.ToByteArray();
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, isJson ? Json : Protobuf, body.Length);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static Task TextAsync(HttpContext context, int status, string text, string contentType = "text/plain")
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        return context.Response.WriteAsync(text, Encoding.UTF8);
    }
}
