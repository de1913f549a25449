using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>Settings of the exporter <c>prometheusremotewrite</c>.</summary>
/// <param name="Endpoint">Where it writes to.</param>
/// <param name="Timeout">Limit of one request.</param>
/// <param name="Headers">Headers added to each request.</param>
/// <param name="SkipVerify">Whether any certificate of the server is good.</param>
/// <param name="Prefix">What goes before each metric's name; empty for nothing.</param>
/// <param name="Suffixes">Whether units and kinds become suffixes.</param>
/// <param name="ExternalLabels">Labels added to each series that has none of that name, sorted by name.</param>
/// <param name="ResourceLabels">Whether all resource attributes become labels.</param>
/// <param name="TargetInfo">Whether <c>target_info</c> is written.</param>
/// <param name="ScopeLabels">Whether the scope becomes labels.</param>
/// <param name="MaxBatchBytes">Size of a request before compression.</param>
internal sealed record WriteSettings(
    Uri Endpoint,
    TimeSpan Timeout,
    ImmutableArray<(string Name, string Value)> Headers,
    bool SkipVerify,
    string Prefix,
    bool Suffixes,
    ImmutableArray<(string Name, string Value)> ExternalLabels,
    bool ResourceLabels,
    bool TargetInfo,
    bool ScopeLabels,
    long MaxBatchBytes)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="BadInputException">A value is wrong, or the endpoint is missing.</exception>
    public static WriteSettings From(ConfigNode settings)
    {
        var endpoint = settings["endpoint"];
        if (!Uri.TryCreate(endpoint.Text(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw endpoint.Bad("a URL that begins with http:// or https://");
        return new WriteSettings(
            url,
            settings["timeout"].Duration(TimeSpan.FromSeconds(5)),
            [.. settings["headers"].Keys.Select(k => (k, settings["headers"][k].Text("")))],
            settings["tls"]["insecure_skip_verify"].Flag(false),
            settings["namespace"].Text(""),
            settings["add_metric_suffixes"].Flag(true),
            External(settings["external_labels"]),
            settings["resource_to_telemetry_conversion"]["enabled"].Flag(false),
            settings["target_info"]["enabled"].Flag(true),
            !settings["disable_scope_info"].Flag(false),
            settings["max_batch_size_bytes"].Number(3_000_000));
    }

    private static ImmutableArray<(string Name, string Value)> External(ConfigNode labels)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in labels.Keys)
        {
            var value = labels[key].Text("");
            var name = PrometheusNames.OfLabel(key);
            if (name is null || value.Length == 0)
                throw labels[key].Bad("a label with a name and a value");
            all[name] = value;
        }

        return [.. all.Select(l => (l.Key, l.Value))];
    }
}
