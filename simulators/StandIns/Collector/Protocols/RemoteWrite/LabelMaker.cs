using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>Labels of the series of one resource and scope. Not for two threads.</summary>
internal sealed class LabelMaker
{
    private readonly WriteSettings _settings;
    private readonly Dictionary<string, string?> _names;
    private readonly List<KeyValue> _resource;
    private readonly List<(string Name, string Value)> _fixed = [];
    private SortedDictionary<string, string>? _common;

    /// <summary>Prepares the labels that all series of the resource and scope have.</summary>
    /// <param name="settings">Settings of the exporter.</param>
    /// <param name="names">Names already translated, by attribute: shared over a batch.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="scope">The scope; null where its labels are not wanted.</param>
    public LabelMaker(WriteSettings settings, Dictionary<string, string?> names, Resource? resource, InstrumentationScope? scope)
    {
        (_settings, _names) = (settings, names);
        _resource = resource is null ? [] : [.. resource.Attributes];
        if (Find("service.name") is { } name)
            _fixed.Add(("job", Find("service.namespace") is { } space ? $"{space}/{name}" : name));
        if (Find("service.instance.id") is { } instance)
            _fixed.Add(("instance", instance));
        Job = _fixed.Count > 0;
        if (settings.ScopeLabels && scope is not null)
            AddScope(scope);
    }

    /// <summary>Whether the resource names a job or an instance.</summary>
    public bool Job { get; }

    /// <summary>Labels of a data point, without the metric's name; null when one of its attributes has no usable name.</summary>
    public SortedDictionary<string, string>? Of(RepeatedField<KeyValue> attributes)
    {
        _common ??= Merge(_settings.ResourceLabels ? _resource : []);
        if (_common is null)
            return null;
        var labels = new SortedDictionary<string, string>(_common, StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            // Most points have no name twice; those that have go the long way.
            if (Name(attribute.Key) is not { } name || !labels.TryAdd(name, AnyText.Of(attribute.Value)))
                return OfClash(attributes);
        }

        return labels;
    }

    /// <summary>Labels of <c>target_info</c>: the resource without what identifies it; null when there is nothing to tell.</summary>
    public SortedDictionary<string, string>? OfTarget()
    {
        var rest = _resource.Where(a => a.Key is not ("service.name" or "service.namespace" or "service.instance.id")).ToList();
        return rest.Count == 0 || !Job ? null : Merge(rest);
    }

    private SortedDictionary<string, string>? OfClash(RepeatedField<KeyValue> attributes)
    {
        if (!_settings.ResourceLabels)
            return Merge(attributes);

        // An attribute of the resource wins over the point's own of the same key.
        var keys = _resource.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        return Merge(_resource.Concat(attributes.Where(a => !keys.Contains(a.Key))));
    }

    private SortedDictionary<string, string>? Merge(IEnumerable<KeyValue> attributes)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            if (Name(attribute.Key) is not { } name)
                return null;
            var value = AnyText.Of(attribute.Value);
            if (!labels.TryGetValue(name, out var before))
                labels[name] = value;
            else if (before != value)
                labels[name] = $"{before};{value}";
        }

        foreach (var (name, value) in _fixed)
            labels[name] = value;
        foreach (var (name, value) in _settings.ExternalLabels)
            labels.TryAdd(name, value);
        return labels;
    }

    private void AddScope(InstrumentationScope scope)
    {
        foreach (var attribute in scope.Attributes)
        {
            if (Name("otel_scope_" + attribute.Key) is { } name)
                _fixed.Add((name, AnyText.Of(attribute.Value)));
        }

        if (scope.Name.Length > 0)
            _fixed.Add(("otel_scope_name", scope.Name));
        if (scope.Version.Length > 0)
            _fixed.Add(("otel_scope_version", scope.Version));
    }

    private string? Find(string key) => _resource.Find(a => a.Key == key) is { } found ? AnyText.Of(found.Value) : null;

    private string? Name(string key)
    {
        if (!_names.TryGetValue(key, out var name))
            _names[key] = name = PrometheusNames.OfLabel(key);
        return name;
    }
}
