using System.Globalization;
using System.Text.Json;
using Validation.Simulators.StandIns.Tempo.Search;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>TraceQL metrics.</summary>
internal sealed class MetricsAnswers(MetricsQuery metrics)
{
    /// <summary>Over time.</summary>
    public ApiAnswer Range(QueryParameters parameters)
    {
        var (series, points) = metrics.Range(parameters);
        return Answer(series, (json, one) =>
        {
            json.WriteStartArray("samples");
            for (var i = 0; i < points.Length; i++)
            {
                if (double.IsNaN(one.Values[i]))
                    continue;
                json.WriteStartObject();
                json.WriteString("timestampMs", points[i].ToString(CultureInfo.InvariantCulture));
                Number(json, one.Values[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>At one moment.</summary>
    public ApiAnswer Instant(QueryParameters parameters) => Answer(metrics.Instant(parameters), (json, one) => Number(json, one.Values[0]));

    private static ApiAnswer Answer(IReadOnlyList<MetricsSeries> series, Action<Utf8JsonWriter, MetricsSeries> values) => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("series");
        foreach (var one in series)
        {
            json.WriteStartObject();
            json.WriteStartArray("labels");
            foreach (var (name, value) in one.Labels)
                SearchAnswers.Pair(json, name, value);
            json.WriteEndArray();
            values(json, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("metrics");
        json.WriteNumber("completedJobs", 1);
        json.WriteNumber("totalJobs", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (value != 0)
            OtlpJsonWriter.Real(json, "value", value);
    }
}
