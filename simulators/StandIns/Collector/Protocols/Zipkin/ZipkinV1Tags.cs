using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>Version 1's binary annotations: attributes, and what tells the status.</summary>
internal static class ZipkinV1Tags
{
    /// <summary>Adds the attributes; tells the service that they name, and the status.</summary>
    public static (string Service, Status Status) Put(List<V1BinaryAnnotation> annotations, SpanAttributes to)
    {
        var (service, component) = ("", "");
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var annotation in annotations)
        {
            if (annotation.Endpoint is { ServiceName.Length: > 0 } endpoint)
                service = endpoint.ServiceName;
            var key = annotation.Key == "lc" ? "component" : annotation.Key;
            if (annotation.Key == "lc")
                component = annotation.Value;
            told[key] = annotation.Value;
            if (key is not ("census.status_code" or "census.status_description" or "opencensus.status_description" or "otel.status_code" or "otel.status_description" or "error"))
                to.Put(key, annotation.Value);
        }

        return (service.Length > 0 ? service : component, StatusOf(told));
    }

    // In the order of what is believed: census, OpenTelemetry, the tag error, HTTP.
    private static Status StatusOf(Dictionary<string, string> told)
    {
        var census = told.GetValueOrDefault("census.status_description") ?? told.GetValueOrDefault("opencensus.status_description") ?? "";
        var description = told.GetValueOrDefault("otel.status_description") ?? "";
        if (Number(told, "census.status_code") is { } code)
            return Of(code == 0 ? Status.Types.StatusCode.Ok : Status.Types.StatusCode.Error, census);
        if (Number(told, "otel.status_code") is { } own)
            return Of((Status.Types.StatusCode)own, description);
        if (told.ContainsKey("error"))
            return Of(Status.Types.StatusCode.Error, census.Length > 0 ? census : description);
        return Number(told, "http.status_code") is { } http
            ? Of(http is >= 100 and < 400 ? Status.Types.StatusCode.Unset : Status.Types.StatusCode.Error, told.GetValueOrDefault("http.status_message") ?? "")
            : new Status();
    }

    private static int? Number(Dictionary<string, string> told, string key) =>
        told.TryGetValue(key, out var text) && int.TryParse(text, out var number) ? number : null;

    private static Status Of(Status.Types.StatusCode code, string message) => new() { Code = code, Message = message };
}
