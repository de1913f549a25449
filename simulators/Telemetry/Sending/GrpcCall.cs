using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>Unary calls to one address over gRPC without TLS.</summary>
internal sealed class GrpcCall : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly bool _gzip;

    public GrpcCall(Uri address, bool gzip)
    {
        (Address, _gzip) = (address, gzip);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            MaxSendMessageSize = null,
            HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true },
            DisposeHttpClient = true,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    public Uri Address { get; }

    /// <summary>Calls; <paramref name="accepted"/> judges an answer that came with status 0.</summary>
    public async Task<Answer> SendAsync<TResponse>(Func<CallInvoker, CallOptions, AsyncUnaryCall<TResponse>> call, Func<TResponse, Answer> accepted, Deadline deadline)
    {
        // The name by which the client's library knows the wish to compress.
        var headers = _gzip ? new Metadata { { "grpc-internal-encoding-request", "gzip" } } : null;
        try
        {
            using var running = call(_invoker, new CallOptions(headers, cancellationToken: deadline.Token));
            return accepted(await running.ResponseAsync) with { Status = Status(StatusCode.OK) };
        }
        catch (RpcException problem) when (deadline.Token.IsCancellationRequested)
        {
            throw new OperationCanceledException(problem.Message, problem, deadline.Token);
        }
        catch (RpcException problem)
        {
            // With an exception of its own beneath, the status is the library's and not the receiver's: the connection broke, or what came was no answer.
            if (problem.Status.DebugException is { } broken)
                return Answer.None($"{Address}: {problem.Status.Detail} ({broken.Message})");
            var unsure = problem.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unknown;
            return new Answer(unsure ? Fate.Unknown : Fate.Refused, Status(problem.StatusCode), problem.Status.Detail);
        }
    }

    public void Dispose() => _channel.Dispose();

    private static string Status(StatusCode code) => string.Create(CultureInfo.InvariantCulture, $"gRPC {(int)code} {code}");
}
