using System.Collections.Immutable;
using Google.Protobuf;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Otlp;
using SpanKind = Validation.Harness.Signals.SpanKind;

namespace Validation.Simulators.Wire.Attributes;

/// <summary>Spans, from the harness' form to that of OTLP and back.</summary>
public static class OtlpSpans
{
    private const string ServiceName = "service.name";

    /// <summary>A request with these spans, grouped by the object of their resource and by scope, in the order of their first.</summary>
    public static ExportTraceServiceRequest ToRequest(this IEnumerable<SpanRecord> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var request = new ExportTraceServiceRequest();
        foreach (var resource in spans.GroupBy(s => (s.Service, s.Resource)))
        {
            var group = new ResourceSpans { Resource = new Resource() };
            group.Resource.Attributes.AddAttributes(resource.Key.Service.Length > 0 ? resource.Key.Resource.SetItem(ServiceName, resource.Key.Service) : resource.Key.Resource);
            foreach (var scope in resource.GroupBy(s => s.Scope))
            {
                var part = new ScopeSpans { Scope = new InstrumentationScope { Name = scope.Key } };
                part.Spans.AddRange(scope.Select(ToOtlp));
                group.ScopeSpans.Add(part);
            }

            request.ResourceSpans.Add(group);
        }

        return request;
    }

    /// <summary>The spans of a request.</summary>
    public static ImmutableArray<SpanRecord> ToRecords(this ExportTraceServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var spans = ImmutableArray.CreateBuilder<SpanRecord>();
        foreach (var group in request.ResourceSpans)
        {
            var resource = (group.Resource?.Attributes ?? []).ToAttributes();
            foreach (var part in group.ScopeSpans)
                spans.AddRange(part.Spans.Select(s => s.ToRecord(resource, part.Scope?.Name ?? "")));
        }

        return spans.ToImmutable();
    }

    /// <summary>The span in OTLP, without its resource and scope.</summary>
    public static Span ToOtlp(this SpanRecord span)
    {
        ArgumentNullException.ThrowIfNull(span);
        var otlp = new Span
        {
            TraceId = Id(span.TraceId), SpanId = Id(span.SpanId), ParentSpanId = Id(span.ParentSpanId), Name = span.Name,
            Kind = (Span.Types.SpanKind)span.Kind, StartTimeUnixNano = (ulong)span.StartUnixNano, EndTimeUnixNano = (ulong)span.EndUnixNano,
            Status = new Status { Code = (Status.Types.StatusCode)span.Status, Message = span.StatusMessage },
        };
        otlp.Attributes.AddAttributes(span.Attributes);
        foreach (var happening in span.Events)
        {
            var item = new Span.Types.Event { TimeUnixNano = (ulong)happening.UnixNano, Name = happening.Name };
            item.Attributes.AddAttributes(happening.Attributes);
            otlp.Events.Add(item);
        }

        foreach (var link in span.Links)
        {
            var item = new Span.Types.Link { TraceId = Id(link.TraceId), SpanId = Id(link.SpanId) };
            item.Attributes.AddAttributes(link.Attributes);
            otlp.Links.Add(item);
        }

        return otlp;
    }

    /// <summary>The span of OTLP.</summary>
    /// <param name="span">The span.</param>
    /// <param name="resource">Attributes of its resource.</param>
    /// <param name="scope">Name of its scope.</param>
    public static SpanRecord ToRecord(this Span span, ImmutableSortedDictionary<string, AttributeValue> resource, string scope)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(resource);
        var service = resource.TryGetValue(ServiceName, out var name) ? name.Text : "";
        return new SpanRecord(Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), service, span.Name, (SpanKind)span.Kind,
            (long)span.StartTimeUnixNano, (long)span.EndTimeUnixNano)
        {
            Status = (SpanStatus)(span.Status?.Code ?? Status.Types.StatusCode.Unset),
            StatusMessage = span.Status?.Message ?? "",
            Attributes = span.Attributes.ToAttributes(),
            Resource = resource,
            Events = [.. span.Events.Select(e => new SpanEvent((long)e.TimeUnixNano, e.Name, e.Attributes.ToAttributes()))],
            Links = [.. span.Links.Select(l => new SpanLink(Hex(l.TraceId), Hex(l.SpanId), l.Attributes.ToAttributes()))],
            Scope = scope,
        };
    }

    /// <summary>Bytes of hexadecimal digits; none of none.</summary>
    /// <exception cref="FormatException">Another character, or an odd count of digits.</exception>
    public static ByteString Id(string hex) => hex.Length == 0 ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(Convert.FromHexString(hex));

    /// <summary>Lower-case hexadecimal digits of bytes.</summary>
    public static string Hex(ByteString bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Convert.ToHexStringLower(bytes.Span);
    }
}
