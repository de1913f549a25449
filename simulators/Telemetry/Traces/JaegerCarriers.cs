using System.Globalization;
using System.Net.Sockets;
using Validation.Harness;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Jaeger;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Jaeger over gRPC: one call, in which each span names its process.</summary>
internal sealed class JaegerGrpcCarrier(TraceStream traces, GrpcCall call) : Carrier
{
    public override string Name => $"Jaeger/gRPC to {call.Address}";

    public override Task<Dispatch> PrepareAsync(long from, int count)
    {
        var request = JaegerSpans.ToRequest(traces.Trees(from, count));
        return Task.FromResult<Dispatch>(deadline => call.SendAsync(
            (to, options) => new CollectorService.CollectorServiceClient(to).PostSpansAsync(request, options),
            _ => new Answer(Fate.Acknowledged, "", ""), deadline));
    }

    public override void Dispose() => call.Dispose();
}

/// <summary>Jaeger's Thrift over HTTP: a batch has one process, so there is one request a service.</summary>
internal sealed class JaegerHttpCarrier(TraceStream traces, Uri address) : Carrier
{
    private readonly HttpPost _post = new(address, "application/x-thrift");

    public override string Name => $"Jaeger/Thrift over HTTP to {address}";

    public override async Task<Dispatch> PrepareAsync(long from, int count)
    {
        var bodies = new List<byte[]>();
        foreach (var batch in JaegerBatches.ByService(traces.Trees(from, count)))
            bodies.Add(await JaegerThrift.WriteBatchAsync(batch));
        return deadline => SendAsync(bodies, deadline);
    }

    public override void Dispose() => _post.Dispose();

    /// <summary>Sends until one is not accepted. Refused is only what was refused before anything was accepted.</summary>
    private async Task<Answer> SendAsync(List<byte[]> bodies, Deadline deadline)
    {
        for (var i = 0; ; i++)
        {
            var answer = await _post.SendAsync(bodies[i], (_, _) => new Answer(Fate.Acknowledged, "", ""), deadline);
            if (answer.Fate == Fate.Acknowledged && i < bodies.Count - 1)
                continue;
            return answer.Fate == Fate.Refused && i > 0
                ? answer with { Fate = Fate.Unknown, Text = string.Create(CultureInfo.InvariantCulture, $"after {i} of {bodies.Count} requests were accepted: {answer.Text}") }
                : answer;
        }
    }
}

/// <summary>Jaeger's Thrift over UDP. Nothing answers, so the fate stays unknown.</summary>
internal sealed class JaegerUdpCarrier(TraceStream traces, Uri address) : Carrier
{
    /// <summary>What agents take at most, and clients keep to.</summary>
    public const int LargestDatagram = 65_000;

    private readonly UdpClient _socket = new(address.Host, address.Port);

    public override string Name => $"Jaeger/Thrift over UDP to {address}";

    public override async Task<Dispatch> PrepareAsync(long from, int count)
    {
        var datagrams = new List<byte[]>();
        foreach (var batch in JaegerBatches.ByService(traces.Trees(from, count)))
            datagrams.AddRange(await JaegerBatches.DatagramsAsync(batch, LargestDatagram));
        return deadline => SendAsync(datagrams, deadline);
    }

    public override void Dispose() => _socket.Dispose();

    private async Task<Answer> SendAsync(List<byte[]> datagrams, Deadline deadline)
    {
        try
        {
            foreach (var datagram in datagrams)
                await _socket.SendAsync(datagram, deadline.Token);
            return Answer.None("UDP has no answer");
        }
        catch (SocketException problem)
        {
            return Answer.None($"{address}: {problem.Message}");
        }
    }
}
