using Google.Protobuf;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire;

namespace Validation.Simulators.Telemetry.Otlp;

/// <summary>Makes the carriers of OTLP.</summary>
internal static class OtlpCarrier
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <param name="signal">Which signal.</param>
    /// <param name="transport">Which way.</param>
    /// <param name="request">Makes the request of the items from a number on.</param>
    /// <param name="endpoint">Without the signal's path: <c>http://127.0.0.1:4318</c>, <c>http://loki:3100/otlp</c>.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static Carrier Create<TRequest, TResponse>(
        OtlpSignal<TRequest, TResponse> signal, OtlpTransport transport, Func<long, int, TRequest> request, Uri endpoint, bool gzip)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new() =>
        transport == OtlpTransport.Grpc
            ? new OtlpGrpcCarrier<TRequest, TResponse>(signal, request, new GrpcCall(endpoint, gzip))
            : new OtlpHttpCarrier<TRequest, TResponse>(signal, request, Under(endpoint, signal.Path), transport == OtlpTransport.HttpJson, gzip);

    /// <summary>An address below another, whose own path stays.</summary>
    public static Uri Under(Uri endpoint, string path) => new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
}

internal sealed class OtlpGrpcCarrier<TRequest, TResponse>(OtlpSignal<TRequest, TResponse> signal, Func<long, int, TRequest> request, GrpcCall call) : Carrier
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>, new()
{
    public override string Name => $"OTLP/gRPC to {call.Address}";

    public override Task<Dispatch> PrepareAsync(long from, int count)
    {
        var message = request(from, count);
        return Task.FromResult<Dispatch>(deadline => call.SendAsync((to, options) => signal.Call(to, message, options), signal.Judge, deadline));
    }

    public override void Dispose() => call.Dispose();
}

internal sealed class OtlpHttpCarrier<TRequest, TResponse>(OtlpSignal<TRequest, TResponse> signal, Func<long, int, TRequest> request, Uri address, bool json, bool gzip) : Carrier
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>, new()
{
    private readonly HttpPost _post = new(address, json ? OtlpCarrier.Json : OtlpCarrier.Protobuf, gzip ? "gzip" : "");

    public override string Name => $"OTLP/HTTP {(json ? "JSON" : "protobuf")} to {_post.Address}";

    public override Task<Dispatch> PrepareAsync(long from, int count)
    {
        var message = request(from, count);
        var body = json ? OtlpJson.Write(message) : message.ToByteArray();
        if (gzip)
            body = HttpPost.Gzip(body);
        return Task.FromResult<Dispatch>(deadline => _post.SendAsync(body, (mediaType, answer) => signal.Judge(mediaType, answer, json), deadline));
    }

    public override void Dispose() => _post.Dispose();
}
