using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>Spans of Zipkin's version 2 as spans of OpenTelemetry: the rules of the collector's translator <c>zipkinv2</c>.</summary>
internal static class ZipkinSpans
{
    /// <summary>Attribute of a span that came without a start.</summary>
    public const string StartAbsent = "otel.zipkin.absentField.startTime";

    private const string ServiceNameSource = "otlp.service.name.source";
    private const int MostLinks = 128;

    private static readonly string[] s_resourcePrefixes = ["cloud.", "container.", "device.", "host.", "k8s.", "os.", "process.", "telemetry.", "webengine.", "aws.ecs.", "aws.eks.", "aws.log."];

    private static readonly string[] s_resourceKeys =
        ["service.name", "service.namespace", "service.instance.id", "service.version", "deployment.environment", "faas.name", "faas.id", "faas.version", "faas.instance", "opencensus.starttime", "opencensus.exporterversion", "opencensus.resourcetype"];

    /// <summary>Translates a list of spans.</summary>
    /// <exception cref="FormatException">A link or an annotation in OpenTelemetry's form is broken.</exception>
    public static ExportTraceServiceRequest ToRequest(IEnumerable<ZipkinSpan> spans)
    {
        var request = new ExportTraceServiceRequest();
        foreach (var service in spans.GroupBy(s => s.LocalEndpoint?.ServiceName ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var group = new ResourceSpans { Resource = ToResource(service.Key, service.First().Tags) };
            foreach (var scope in service.GroupBy(s => s.Tags.GetValueOrDefault("otel.library.name", ""), StringComparer.Ordinal))
            {
                var part = new ScopeSpans { Scope = new InstrumentationScope { Name = scope.Key, Version = scope.Key.Length == 0 ? "" : scope.First().Tags.GetValueOrDefault("otel.library.version", "") } };
                part.Spans.AddRange(scope.Select(ToSpan));
                group.ScopeSpans.Add(part);
            }

            request.ResourceSpans.Add(group);
        }

        return request;
    }

    // Tags that describe the resource are taken from the first span of a service, and are lost from all others.
    private static Resource ToResource(string service, IReadOnlyDictionary<string, string> tags)
    {
        var resource = new Resource();
        if (service.Length == 0)
            return resource;
        var attributes = new SpanAttributes();
        attributes.Put(tags.GetValueOrDefault(ServiceNameSource, "service.name"), service);
        foreach (var (key, value) in tags.Where(t => IsOfResource(t.Key)))
            attributes.Put(key, value);
        attributes.CopyTo(resource.Attributes);
        return resource;
    }

    private static Span ToSpan(ZipkinSpan from)
    {
        var tags = new SortedDictionary<string, string>(from.Tags.ToDictionary(), StringComparer.Ordinal);
        var span = new Span
        {
            TraceId = SpanAttributes.Id(from.TraceId, 16),
            SpanId = SpanAttributes.Id(from.Id, 8),
            ParentSpanId = from.ParentId.Length == 0 || from.ParentId == from.Id ? ByteString.Empty : SpanAttributes.Id(from.ParentId, 8),
            Name = from.Name,
            TraceState = Take(tags, "w3c.tracestate") ?? "",
            Kind = ToKind(from.Kind, tags),
            Status = ToStatus(tags),
            StartTimeUnixNano = (ulong)(from.Timestamp ?? 0) * 1000,
            EndTimeUnixNano = (ulong)((from.Timestamp ?? 0) + (from.Duration ?? 0)) * 1000,
        };
        AddLinks(tags, span);
        var attributes = new SpanAttributes();
        foreach (var (key, value) in tags.Where(t => !IsOfResource(t.Key) && t.Key is not (ServiceNameSource or "otel.library.name" or "otel.library.version")))
            attributes.Put(key, value);
        AddEndpoint(from.LocalEndpoint, "network.local.address", "net.host.port", attributes);
        if (from.RemoteEndpoint is { ServiceName.Length: > 0 } peer)
            attributes.Put("service.peer.name", peer.ServiceName);
        AddEndpoint(from.RemoteEndpoint, "network.peer.address", "net.peer.port", attributes);
        if (from.Timestamp is null or 0)
            attributes.Put(StartAbsent, new AnyValue { BoolValue = true });
        attributes.CopyTo(span.Attributes);
        span.Events.AddRange(from.Annotations.Select(ToEvent));
        return span;
    }

    private static Status ToStatus(SortedDictionary<string, string> tags)
    {
        var status = new Status();
        if (Take(tags, "otel.status_code") is { } code)
        {
            status.Code = code switch { "STATUS_CODE_OK" => Status.Types.StatusCode.Ok, "STATUS_CODE_ERROR" => Status.Types.StatusCode.Error, _ => Status.Types.StatusCode.Unset };
            status.Message = Take(tags, "otel.status_description") ?? "";
        }

        // Any other text of the tag stays an attribute, and tells no status.
        if (tags.GetValueOrDefault("error") == "true")
        {
            tags.Remove("error");
            status.Code = Status.Types.StatusCode.Error;
        }

        return status;
    }

    private static Span.Types.SpanKind ToKind(string kind, SortedDictionary<string, string> tags) => kind switch
    {
        "CLIENT" => Span.Types.SpanKind.Client,
        "SERVER" => Span.Types.SpanKind.Server,
        "PRODUCER" => Span.Types.SpanKind.Producer,
        "CONSUMER" => Span.Types.SpanKind.Consumer,
        _ => Take(tags, "span.kind") == "internal" ? Span.Types.SpanKind.Internal : Span.Types.SpanKind.Unspecified,
    };

    private static void AddEndpoint(ZipkinEndpoint? endpoint, string address, string port, SpanAttributes to)
    {
        if (endpoint is { Ipv4.Length: > 0 })
            to.Put(address, endpoint.Ipv4);
        if (endpoint is { Ipv6.Length: > 0 })
            to.Put(address, endpoint.Ipv6);
        if (endpoint is { Port: > 0 })
            to.Put(port, new AnyValue { IntValue = endpoint.Port });
    }

    private static Span.Types.Event ToEvent(ZipkinAnnotation annotation)
    {
        var parts = annotation.Value.Split('|');
        var happened = new Span.Types.Event { TimeUnixNano = (ulong)annotation.Timestamp * 1000, Name = parts[0] };
        if (parts.Length < 3)
            return happened;
        AddJson(string.Join('|', parts[1..^1]), happened.Attributes);
        happened.DroppedAttributesCount = Dropped(parts[^1]);
        return happened;
    }

    private static void AddLinks(SortedDictionary<string, string> tags, Span span)
    {
        for (var i = 0; i < MostLinks && Take(tags, string.Create(CultureInfo.InvariantCulture, $"otlp.link.{i}")) is { } text; i++)
        {
            var parts = text.Split('|');
            if (parts.Length < 5)
                continue;
            var link = new Span.Types.Link { TraceId = SpanAttributes.Id(parts[0], 16), SpanId = SpanAttributes.Id(parts[1], 8), TraceState = parts[2], DroppedAttributesCount = Dropped(parts[^1]) };
            AddJson(string.Join('|', parts[3..^1]), link.Attributes);
            span.Links.Add(link);
        }
    }

    private static void AddJson(string json, RepeatedField<KeyValue> to)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
                to.Add(new KeyValue { Key = property.Name, Value = ToValue(property.Value) });
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    private static AnyValue ToValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => double.IsInteger(value.GetDouble()) ? new AnyValue { IntValue = (long)value.GetDouble() } : new AnyValue { DoubleValue = value.GetDouble() },
        JsonValueKind.True or JsonValueKind.False => new AnyValue { BoolValue = value.GetBoolean() },
        JsonValueKind.String => new AnyValue { StringValue = value.GetString() },
        _ => new AnyValue(),
    };

    private static uint Dropped(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"strconv.ParseUint: parsing \"{text}\": invalid syntax");

    private static bool IsOfResource(string key) => s_resourceKeys.Contains(key) || s_resourcePrefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal));

    private static string? Take(SortedDictionary<string, string> tags, string key) => tags.TryGetValue(key, out var value) && tags.Remove(key) ? value : null;
}
