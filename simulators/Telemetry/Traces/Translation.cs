using System.Collections.Immutable;
using Validation.Harness.Signals;
using Attr = Validation.Harness.Signals.Attributes;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>
/// What a backend must hold of spans after a protocol and the collector's translation of it into OTLP. Source: the collector's public
/// translators of Jaeger and Zipkin (0.156), and what Tempo answered for spans that came through them.
/// </summary>
public static class Translation
{
    /// <summary>The attribute in which the collector keeps the kind of a Jaeger reference.</summary>
    public const string ReferenceKind = "opentracing.ref_type";

    /// <summary>The attribute in which the collector keeps the address of a Zipkin span's own side.</summary>
    public const string LocalAddress = "network.local.address";

    private const string OlderLocalAddress = "net.host.ip";

    /// <summary>
    /// Spans that were seen, in the words of this translation: which name the address of a Zipkin span's own side has is up to the collector's
    /// build and its gate <c>pkg.translator.zipkin.EmitV1NetworkConventions</c>; <c>net.host.ip</c> becomes <see cref="LocalAddress"/>.
    /// </summary>
    public static ImmutableArray<SpanRecord> InTheseWords(TraceProtocol protocol, ImmutableArray<SpanRecord> seen) =>
        protocol == TraceProtocol.ZipkinJson ? [.. seen.Select(Renamed)] : seen;

    /// <summary>The spans as they must be seen; in the same order. The collector may add to a resource, and does.</summary>
    public static ImmutableArray<SpanRecord> AsSeenThrough(TraceProtocol protocol, ImmutableArray<SpanRecord> tree) => protocol switch
    {
        TraceProtocol.JaegerGrpc => [.. tree.Select(Jaeger)],
        TraceProtocol.JaegerThriftHttp or TraceProtocol.JaegerThriftUdp => [.. tree.Select(JaegerThrift)],
        TraceProtocol.ZipkinJson => [.. tree.Select(Zipkin)],
        _ => tree,
    };

    /// <summary>Tags hold no arrays and maps, which become JSON; a link loses its attributes and gets its kind.</summary>
    private static SpanRecord Jaeger(SpanRecord span) => span with
    {
        Attributes = Flat(span.Attributes),
        Resource = Flat(span.Resource),
        // Only a status of its own or an error can be said, and a message only of an error.
        StatusMessage = span.Status == SpanStatus.Error ? span.StatusMessage : "",
        Events = [.. span.Events.Select(e => e with { Attributes = Flat(e.Attributes) })],
        Links = [.. span.Links.Select(l => l with { Attributes = Attr.Of((ReferenceKind, "follows_from")) })],
    };

    /// <summary>Microseconds, and no scope: the Thrift translator knows none.</summary>
    private static SpanRecord JaegerThrift(SpanRecord span) => Cut(Jaeger(span)) with { Scope = "" };

    /// <summary>Everything is a string; of the resource only the service's name; no links, no details of events, no good status, no message.</summary>
    private static SpanRecord Zipkin(SpanRecord span)
    {
        var cut = Cut(span);
        return cut with
        {
            Kind = span.Kind == SpanKind.Internal ? SpanKind.Unspecified : span.Kind,
            Status = span.Status == SpanStatus.Error ? SpanStatus.Error : SpanStatus.Unset,
            StatusMessage = "",
            Attributes = span.Attributes.ToImmutableSortedDictionary(a => a.Key, a => AttributeValue.FromString(a.Value.Text), StringComparer.Ordinal).SetItem(LocalAddress, "127.0.0.1"),
            Resource = Attr.Of(("service.name", span.Service)),
            Events = [.. cut.Events.Select(e => e with { Attributes = Attr.None })],
            Links = [],
            Scope = "",
        };
    }

    // Where both names are there they say the same, or the older one stays as it is.
    private static SpanRecord Renamed(SpanRecord span) =>
        span.Attributes.TryGetValue(OlderLocalAddress, out var older) && span.Attributes.GetValueOrDefault(LocalAddress, older) == older
            ? span with { Attributes = span.Attributes.Remove(OlderLocalAddress).SetItem(LocalAddress, older) }
            : span;

    private static SpanRecord Cut(SpanRecord span)
    {
        var start = Cut(span.StartUnixNano);
        return span with
        {
            StartUnixNano = start,
            EndUnixNano = start + Cut(span.EndUnixNano - span.StartUnixNano),
            Events = [.. span.Events.Select(e => e with { UnixNano = Cut(e.UnixNano) })],
        };
    }

    /// <summary>Nanoseconds, with those beyond the last whole microsecond cut off.</summary>
    internal static long Cut(long nanoseconds) => nanoseconds - (nanoseconds % 1_000);

    private static ImmutableSortedDictionary<string, AttributeValue> Flat(ImmutableSortedDictionary<string, AttributeValue> attributes) =>
        attributes.Any(a => a.Value.Kind is AttributeKind.Array or AttributeKind.Map)
            ? attributes.ToImmutableSortedDictionary(a => a.Key, a => Flat(a.Value), StringComparer.Ordinal)
            : attributes;

    private static AttributeValue Flat(AttributeValue value) =>
        value.Kind is AttributeKind.Array or AttributeKind.Map ? AttributeValue.FromString(value.Text) : value;
}
