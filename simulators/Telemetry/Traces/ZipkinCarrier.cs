using Validation.Harness;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Zipkin's list of spans over HTTP; accepted is 202 with no body.</summary>
internal sealed class ZipkinCarrier(TraceStream traces, Uri address) : Carrier
{
    private readonly HttpPost _post = new(address, "application/json");

    public override string Name => $"Zipkin/JSON to {address}";

    public override Task<Dispatch> PrepareAsync(long from, int count)
    {
        var body = ZipkinJson.Write(traces.Trees(from, count).Select(ZipkinSpans.ToZipkin));
        return Task.FromResult<Dispatch>(deadline => _post.SendAsync(body, (_, _) => new Answer(Fate.Acknowledged, "", ""), deadline));
    }

    public override void Dispose() => _post.Dispose();
}
