using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>Makes the exporter <c>otlp</c>, which speaks gRPC.</summary>
internal static class OtlpGrpcSender
{
    /// <summary>Makes one of traces.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IExporter<ExportTraceServiceRequest> MakeTraces(PartContext context) => Make<ExportTraceServiceRequest>(context, channel =>
    {
        var client = new TraceService.TraceServiceClient(channel);
        return async (batch, options) => (await client.ExportAsync(batch, options)).PartialSuccess?.ErrorMessage;
    });

    /// <summary>Makes one of metrics.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IExporter<ExportMetricsServiceRequest> MakeMetrics(PartContext context) => Make<ExportMetricsServiceRequest>(context, channel =>
    {
        var client = new MetricsService.MetricsServiceClient(channel);
        return async (batch, options) => (await client.ExportAsync(batch, options)).PartialSuccess?.ErrorMessage;
    });

    /// <summary>Makes one of logs.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IExporter<ExportLogsServiceRequest> MakeLogs(PartContext context) => Make<ExportLogsServiceRequest>(context, channel =>
    {
        var client = new LogsService.LogsServiceClient(channel);
        return async (batch, options) => (await client.ExportAsync(batch, options)).PartialSuccess?.ErrorMessage;
    });

    private static Exporter<T> Make<T>(PartContext context, Func<GrpcChannel, Func<T, CallOptions, Task<string?>>> export)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only(
            "endpoint", "timeout", "compression", "headers", "tls", "sending_queue", "retry_on_failure", "balancer_name", "keepalive", "wait_for_ready");
        var insecure = settings["tls"].Only("insecure")["insecure"].Flag(false);
        var headers = new Metadata();
        foreach (var key in settings["headers"].Keys)
            headers.Add(key, settings["headers"][key].Text(""));
        if (settings["compression"].Text("gzip") is not ("gzip" or "none" or ""))
            throw settings["compression"].Bad("gzip or none");
        if (settings["compression"].Text("gzip") == "gzip")
            headers.Add("grpc-internal-encoding-request", "gzip");
        var channel = GrpcChannel.ForAddress(Address(settings["endpoint"], insecure));
        var sender = new OtlpGrpcSender<T>(context, channel, export(channel), headers, settings["timeout"].Duration(TimeSpan.FromSeconds(5)));
        return new Exporter<T>(context, sender, ExportSettings.From(settings));
    }

    // host:port, or with a scheme that says whether it is encrypted.
    private static Uri Address(ConfigNode endpoint, bool insecure)
    {
        var text = endpoint.Text();
        if (!text.Contains("://", StringComparison.Ordinal))
            text = (insecure ? "http://" : "https://") + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : throw endpoint.Bad("an address such as 127.0.0.1:4317");
    }
}

/// <summary>Sends batches over gRPC. Source: the OTLP specification, "OTLP/gRPC response".</summary>
internal sealed class OtlpGrpcSender<T>(
    PartContext context, GrpcChannel channel, Func<T, CallOptions, Task<string?>> export, Metadata headers, TimeSpan timeout) : ISender<T>
{
    /// <inheritdoc/>
    public async Task<Handed> SendAsync(T batch, CancellationToken stop)
    {
        DateTime? deadline = timeout > TimeSpan.Zero ? context.Clock.GetUtcNow().UtcDateTime + timeout : null;
        try
        {
            if (await export(batch, new CallOptions(headers, deadline, stop)) is { Length: > 0 } partial)
                context.Log($"warn\t{context.Id}\tPartial success response\t{partial}");
            return Handed.Taken;
        }
        catch (RpcException problem)
        {
            stop.ThrowIfCancellationRequested();
            var text = $"rpc error: code = {problem.StatusCode} desc = {problem.Status.Detail}";
            return MayTryAgain(problem) ? new Handed(Handing.NotNow, text) : new Handed(Handing.Never, "Permanent error: " + text);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    // Exhausted is final unless the receiver says when to come back.
    private static bool MayTryAgain(RpcException problem) => problem.StatusCode switch
    {
        StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Aborted => true,
        StatusCode.OutOfRange or StatusCode.Unavailable or StatusCode.DataLoss => true,
        StatusCode.ResourceExhausted => problem.Trailers.GetValueBytes("grpc-status-details-bin") is not null,
        _ => false,
    };
}
