using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Jaeger;

/// <summary>The status of a span out of Jaeger's tags.</summary>
internal static class JaegerStatus
{
    /// <summary>
    /// Reads it, and takes away the tags that say nothing else. The tag <c>error</c> counts as a Boolean only: as a text it stays an attribute.
    /// Without it counts <c>otel.status_code</c>, and without both the status of HTTP.
    /// </summary>
    public static Status Take(SpanAttributes attributes, Span.Types.SpanKind kind)
    {
        var status = new Status();
        var failed = attributes.Get("error") is { ValueCase: AnyValue.ValueOneofCase.BoolValue, BoolValue: true };
        if (failed)
        {
            attributes.Take("error");
            status.Code = Status.Types.StatusCode.Error;
            status.Message = (attributes.Take("otel.status_description") ?? attributes.Get("http.status_message"))?.StringValue ?? "";
        }

        if (attributes.Take("otel.status_code") is { } code)
        {
            if (failed)
                return status;
            status.Code = code.StringValue.ToUpperInvariant() switch
            {
                "OK" => Status.Types.StatusCode.Ok,
                "ERROR" => Status.Types.StatusCode.Error,
                _ => Status.Types.StatusCode.Unset,
            };
            status.Message = attributes.Take("otel.status_description")?.StringValue ?? "";
        }
        else if (!failed && SpanAttributes.Whole(attributes.Get("http.status_code")) is { } http && IsFailure(http, kind))
        {
            status.Code = Status.Types.StatusCode.Error;
            status.Message = attributes.Get("http.status_message")?.StringValue ?? "";
        }

        return status;
    }

    // What the client did wrong is no failure of the server.
    private static bool IsFailure(long http, Span.Types.SpanKind kind) =>
        http is >= 400 and < 500 ? kind != Span.Types.SpanKind.Server : http is < 100 or >= 400;
}
