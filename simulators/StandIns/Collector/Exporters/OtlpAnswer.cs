using System.Net;
using Google.Protobuf;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>What a receiver of OTLP/HTTP answered.</summary>
internal static class OtlpAnswer
{
    private static readonly HttpStatusCode[] s_retryable =
        [HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    /// <summary>What becomes of a batch after an answer that is no success. Source: the OTLP specification, "Failures"; recorded messages.</summary>
    public static Handed Refused(Uri url, HttpResponseMessage answer, byte[] body, DateTimeOffset now)
    {
        var text = $"rpc error: code = {Code(answer.StatusCode)} desc = error exporting items, request to {url} "
            + $"responded with HTTP Status Code {(int)answer.StatusCode}";
        if (Status(body) is { } status)
            text += $", Message={status.Message}, Details=[]";
        if (!s_retryable.Contains(answer.StatusCode))
            return new Handed(Handing.Never, "Permanent error: " + text);
        var after = answer.Headers.RetryAfter;
        return new Handed(Handing.NotNow, text) { RetryAfter = after?.Delta ?? (after?.Date is { } date && date > now ? date - now : null) };
    }

    /// <summary>What a success left out, in words; null when nothing.</summary>
    public static string? PartialSuccess(string signal, HttpResponseMessage answer, byte[] body)
    {
        try
        {
            var json = answer.Content.Headers.ContentType?.MediaType == "application/json";
            var (rejected, message) = signal switch
            {
                Signals.Traces => Parts(Read<ExportTraceServiceResponse>(json, body).PartialSuccess),
                Signals.Metrics => Parts(Read<ExportMetricsServiceResponse>(json, body).PartialSuccess),
                _ => Parts(Read<ExportLogsServiceResponse>(json, body).PartialSuccess),
            };
            return rejected == 0 && message.Length == 0 ? null : $"{message}\tdropped={rejected}";
        }
        catch (Exception problem) when (problem is FormatException or InvalidProtocolBufferException)
        {
            // A success is one, whatever follows it: many receivers answer with a text of their own.
            return null;
        }
    }

    private static T Read<T>(bool json, byte[] body)
        where T : class, IMessage<T>, new()
    {
        if (json)
            return OtlpJson.Read<T>(body);
        var message = new T();
        message.MergeFrom(body);
        return message;
    }

    private static (long Rejected, string Message) Parts(ExportTracePartialSuccess? partial) => (partial?.RejectedSpans ?? 0, partial?.ErrorMessage ?? "");

    private static (long Rejected, string Message) Parts(ExportMetricsPartialSuccess? partial) =>
        (partial?.RejectedDataPoints ?? 0, partial?.ErrorMessage ?? "");

    private static (long Rejected, string Message) Parts(ExportLogsPartialSuccess? partial) => (partial?.RejectedLogRecords ?? 0, partial?.ErrorMessage ?? "");

    private static Wire.Rpc.Status? Status(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : Wire.Rpc.Status.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static string Code(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "InvalidArgument",
        HttpStatusCode.Unauthorized => "Unauthenticated",
        HttpStatusCode.Forbidden => "PermissionDenied",
        HttpStatusCode.NotFound => "Unimplemented",
        HttpStatusCode.TooManyRequests => "ResourceExhausted",
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => "Unavailable",
        _ => "Unknown",
    };
}
