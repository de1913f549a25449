using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Http;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>OTLP over HTTP, answered as recorded of collector 0.156.</summary>
internal sealed class OtlpHttp
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";
    private readonly Dictionary<string, Func<HttpContext, bool, ReadOnlyMemory<byte>, Task>> _paths = [];
    private readonly long _mostBytes;

    /// <summary>Makes it; a signal without a pipeline has no path.</summary>
    public OtlpHttp(Sinks sinks, PartContext context, long mostBytes)
    {
        _mostBytes = mostBytes;
        Add(sinks.Traces, context);
        Add(sinks.Metrics, context);
        Add(sinks.Logs, context);
    }

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        // The order of these is that of the real program: content that cannot be unpacked is told first.
        var encoding = request.Headers.ContentEncoding.ToString();
        if (!PackedBody.Knows(encoding))
            await RefuseAsync(context, StatusCodes.Status400BadRequest, 3, $"unsupported Content-Encoding: {encoding}");
        else if (!_paths.TryGetValue(request.Path.Value ?? "", out var take))
            await NotFoundAsync(context);
        else if (request.Method != HttpMethods.Post)
            await TextAsync(context, StatusCodes.Status405MethodNotAllowed, "405 method not allowed, supported: [POST]");
        else if (MediaType(request) is not (Json or Protobuf))
            await TextAsync(context, StatusCodes.Status415UnsupportedMediaType, $"415 unsupported media type, supported: [{Json}, {Protobuf}]");
        else
            await TakeAsync(context, take, encoding);
    }

    private async Task TakeAsync(HttpContext context, Func<HttpContext, bool, ReadOnlyMemory<byte>, Task> take, string encoding)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await PackedBody.ReadAsync(context.Request.Body, encoding, _mostBytes, context.RequestAborted);
        }
        catch (InvalidDataException problem)
        {
            if (problem.Message == PackedBody.TooLarge)
                context.Response.Headers.Connection = "close";
            await RefuseAsync(context, StatusCodes.Status400BadRequest, 3, problem.Message);
            return;
        }

        await take(context, MediaType(context.Request) == Json, body);
    }

    private void Add<T>(IConsumer<T>? sink, PartContext context)
        where T : class, IMessage<T>, new()
    {
        if (sink is null)
            return;
        var intake = new Intake<T>(context, "http", sink);
        _paths[$"/v1/{Signals.Of<T>().Name}"] = (http, json, body) => AnswerAsync(http, intake, json, body);
    }

    private static async Task AnswerAsync<T>(HttpContext context, Intake<T> intake, bool json, ReadOnlyMemory<byte> body)
        where T : class, IMessage<T>, new()
    {
        T batch;
        try
        {
            batch = json ? OtlpJson.Read<T>(body) : OtlpBody.Parse<T>(body.Span);
        }
        catch (FormatException problem)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, 3, problem.Message);
            return;
        }

        var handed = await intake.TakeAsync(batch, context.RequestAborted);
        if (handed.Outcome == Handing.NotNow)
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, 14, handed.Error ?? "");
        else if (handed.Outcome == Handing.Never)
            await RefuseAsync(context, StatusCodes.Status400BadRequest, 3, handed.Error ?? "");
        else if (json)
            await WriteAsync(context, StatusCodes.Status200OK, Json, "{\"partialSuccess\":{}}"u8.ToArray());
        else
            await WriteAsync(context, StatusCodes.Status200OK, Protobuf, new ExportLogsServiceResponse { PartialSuccess = new() }.ToByteArray());
    }

    // In the form of the request; as JSON when it had none.
    private static Task RefuseAsync(HttpContext context, int status, int code, string message) => MediaType(context.Request) == Protobuf
        ? WriteAsync(context, status, Protobuf, new Wire.Rpc.Status { Code = code, Message = message }.ToByteArray())
        : WriteAsync(context, status, Json, Encoding.UTF8.GetBytes($"{{\"code\":{code}, \"message\":{OtlpBody.Quoted(message)}}}"));

    private static string MediaType(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim();

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return WriteAsync(context, StatusCodes.Status404NotFound, "text/plain; charset=utf-8", "404 page not found\n"u8.ToArray());
    }

    private static Task TextAsync(HttpContext context, int status, string text) => WriteAsync(context, status, "text/plain", Encoding.UTF8.GetBytes(text));

    private static async Task WriteAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
