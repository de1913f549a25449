using Grpc.Core;
using Validation.Simulators.StandIns.Tempo.Ingest;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Server;

/// <summary>Receives traces by OTLP over gRPC.</summary>
internal sealed class OtlpGrpc(Distributor distributor) : TraceService.TraceServiceBase
{
    /// <inheritdoc />
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) =>
        distributor.Push(request) is { } refusal
            ? throw new RpcException(new Grpc.Core.Status((StatusCode)refusal.Code, refusal.Message))
            : Task.FromResult(new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess() });
}
