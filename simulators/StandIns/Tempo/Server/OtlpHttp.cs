using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Http;
using Validation.Simulators.StandIns.Tempo.Ingest;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Server;

/// <summary>Receives traces by OTLP over HTTP, in protobuf and in JSON, plain or gzip.</summary>
internal sealed class OtlpHttp(Distributor distributor)
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private static readonly MessageParser<ExportTraceServiceRequest> s_parser = ExportTraceServiceRequest.Parser.WithDiscardUnknownFields(true);

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        // The order of these is that of the real program: content that cannot be unpacked is told first.
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (!PackedBody.Knows(encoding))
        {
            return RefuseAsync(context, context.Request.ContentType?.Split(';')[0] != Protobuf,
                new Refusal(Refusal.InvalidArgument, $"unsupported Content-Encoding: {encoding}"));
        }

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
            var encoding = context.Request.Headers.ContentEncoding.ToString();
            var body = await PackedBody.ReadAsync(context.Request.Body, encoding, PackedBody.Most, context.RequestAborted);
            request = isJson ? OtlpJson.Read<ExportTraceServiceRequest>(body) : s_parser.ParseFrom(body.Span);
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException or InvalidDataException)
        {
            await RefuseAsync(context, isJson, new Refusal(Refusal.InvalidArgument, Words(e)));
            return;
        }

        if (distributor.Push(request) is { } refusal)
            await RefuseAsync(context, isJson, refusal);
        else
            await WriteAsync(context, 200, isJson, new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess() });
    }

    private static string Words(Exception e) => e switch
    {
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
