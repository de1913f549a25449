using Google.Protobuf;
using Grpc.Core;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>Traces over gRPC.</summary>
internal sealed class TracesOverGrpc(Intake<ExportTraceServiceRequest> intake) : TraceService.TraceServiceBase
{
    /// <inheritdoc/>
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) =>
        OtlpGrpc.AnswerAsync(intake, request, context, new ExportTraceServiceResponse { PartialSuccess = new() });
}

/// <summary>Metrics over gRPC.</summary>
internal sealed class MetricsOverGrpc(Intake<ExportMetricsServiceRequest> intake) : MetricsService.MetricsServiceBase
{
    /// <inheritdoc/>
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) =>
        OtlpGrpc.AnswerAsync(intake, request, context, new ExportMetricsServiceResponse { PartialSuccess = new() });
}

/// <summary>Logs over gRPC.</summary>
internal sealed class LogsOverGrpc(Intake<ExportLogsServiceRequest> intake) : LogsService.LogsServiceBase
{
    /// <inheritdoc/>
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) =>
        OtlpGrpc.AnswerAsync(intake, request, context, new ExportLogsServiceResponse { PartialSuccess = new() });
}

/// <summary>Answers over gRPC.</summary>
internal static class OtlpGrpc
{
    /// <summary>Takes a request; what the pipelines refuse is an error that says whether to come again.</summary>
    /// <exception cref="RpcException">The pipelines refused.</exception>
    public static async Task<TAnswer> AnswerAsync<T, TAnswer>(Intake<T> intake, T request, ServerCallContext context, TAnswer success)
        where T : class, IMessage<T>, new()
    {
        var handed = await intake.TakeAsync(request, context.CancellationToken);
        return handed.Outcome switch
        {
            Handing.Taken => success,
            Handing.NotNow => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, handed.Error ?? "")),
            _ => throw new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, handed.Error ?? "")),
        };
    }
}
