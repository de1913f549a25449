using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire.Attributes;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Makes emitters of traces; one item is one whole trace.</summary>
public static class TraceEmitters
{
    /// <summary>An emitter over one protocol.</summary>
    /// <param name="protocol">Which protocol.</param>
    /// <param name="traces">What is sent.</param>
    /// <param name="ledger">Where each send is written down before.</param>
    /// <param name="endpoint">
    /// Scheme, host and port, and a path where the receiver has one of its own; the protocol's path is added. Over UDP, <c>udp://host:port</c>.
    /// </param>
    /// <param name="gzip">Whether OTLP is compressed; the other protocols are never.</param>
    public static IEmitter Create(TraceProtocol protocol, TraceStream traces, Ledger<ItemRange> ledger, Uri endpoint, bool gzip = false)
    {
        ArgumentNullException.ThrowIfNull(traces);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Emitter(traces.Items.Name, ledger, Carrier(protocol, traces, endpoint, gzip));
    }

    /// <summary>An emitter of given spans over OTLP/gRPC: those of stories, say.</summary>
    /// <param name="stream">Name of the stream whose items are sent.</param>
    /// <param name="spans">The spans of consecutive items, by the first number and how many.</param>
    /// <param name="ledger">Where each send is written down before.</param>
    /// <param name="endpoint">Scheme, host and port.</param>
    public static IEmitter OfSpans(string stream, Func<long, int, IEnumerable<SpanRecord>> spans, Ledger<ItemRange> ledger, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(spans);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Emitter(stream, ledger, OtlpCarrier.Create(OtlpSignals.Traces, OtlpTransport.Grpc, (from, count) => spans(from, count).ToRequest(), endpoint, gzip: false));
    }

    private static Carrier Carrier(TraceProtocol protocol, TraceStream traces, Uri endpoint, bool gzip) => protocol switch
    {
        TraceProtocol.OtlpGrpc => Otlp(OtlpTransport.Grpc, traces, endpoint, gzip),
        TraceProtocol.OtlpHttpProtobuf => Otlp(OtlpTransport.HttpProtobuf, traces, endpoint, gzip),
        TraceProtocol.OtlpHttpJson => Otlp(OtlpTransport.HttpJson, traces, endpoint, gzip),
        TraceProtocol.JaegerGrpc => new JaegerGrpcCarrier(traces, new GrpcCall(endpoint, gzip: false)),
        TraceProtocol.JaegerThriftHttp => new JaegerHttpCarrier(traces, OtlpCarrier.Under(endpoint, "api/traces")),
        TraceProtocol.JaegerThriftUdp => new JaegerUdpCarrier(traces, endpoint),
        _ => new ZipkinCarrier(traces, OtlpCarrier.Under(endpoint, "api/v2/spans")),
    };

    private static Carrier Otlp(OtlpTransport transport, TraceStream traces, Uri endpoint, bool gzip) =>
        OtlpCarrier.Create(OtlpSignals.Traces, transport, (from, count) => traces.Trees(from, count).ToRequest(), endpoint, gzip);
}
