using Google.Protobuf;
using Grpc.Core;
using Validation.Harness;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Otlp;

/// <summary>What differs between traces, metrics and logs in OTLP: the path, the call, the word for what was rejected.</summary>
internal sealed record OtlpSignal<TRequest, TResponse>(
    string Path, Func<CallInvoker, TRequest, CallOptions, AsyncUnaryCall<TResponse>> Call, Func<TResponse, (long Rejected, string Message)> Partial)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>, new()
{
    /// <summary>Judges an answer that says yes: some rejected, nobody says which, so the fate of each is unknown.</summary>
    public Answer Judge(TResponse response)
    {
        var (rejected, message) = Partial(response);
        return rejected == 0 ? new Answer(Fate.Acknowledged, "", message) : new Answer(Fate.Unknown, "", $"{rejected} rejected: {message}");
    }

    /// <summary>Judges the body of an answer of 200, which has the form of the request or says its own.</summary>
    public Answer Judge(string mediaType, byte[] body, bool json)
    {
        if (mediaType == OtlpCarrier.Json || (json && mediaType != OtlpCarrier.Protobuf))
            return Judge(body.Length == 0 ? new TResponse() : OtlpJson.Read<TResponse>(body));
        try
        {
            var response = new TResponse();
            response.MergeFrom(body);
            return Judge(response);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new FormatException($"the answer is no {new TResponse().Descriptor.Name}: {problem.Message}", problem);
        }
    }
}

/// <summary>The three signals.</summary>
internal static class OtlpSignals
{
    public static readonly OtlpSignal<ExportTraceServiceRequest, ExportTraceServiceResponse> Traces = new(
        "v1/traces", (to, request, options) => new TraceService.TraceServiceClient(to).ExportAsync(request, options),
        r => (r.PartialSuccess?.RejectedSpans ?? 0, r.PartialSuccess?.ErrorMessage ?? ""));

    public static readonly OtlpSignal<ExportMetricsServiceRequest, ExportMetricsServiceResponse> Metrics = new(
        "v1/metrics", (to, request, options) => new MetricsService.MetricsServiceClient(to).ExportAsync(request, options),
        r => (r.PartialSuccess?.RejectedDataPoints ?? 0, r.PartialSuccess?.ErrorMessage ?? ""));

    public static readonly OtlpSignal<ExportLogsServiceRequest, ExportLogsServiceResponse> Logs = new(
        "v1/logs", (to, request, options) => new LogsService.LogsServiceClient(to).ExportAsync(request, options),
        r => (r.PartialSuccess?.RejectedLogRecords ?? 0, r.PartialSuccess?.ErrorMessage ?? ""));
}
