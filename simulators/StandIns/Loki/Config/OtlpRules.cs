using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Loki.Query;

namespace Validation.Simulators.StandIns.Loki.Config;

/// <summary>What becomes of an OTLP attribute.</summary>
internal enum AttributeAction
{
    /// <summary>A label of the stream.</summary>
    IndexLabel,

    /// <summary>Structured metadata of the line.</summary>
    StructuredMetadata,

    /// <summary>Nothing.</summary>
    Drop,
}

/// <summary>The first rule that names an attribute decides; without one it is structured metadata.</summary>
internal sealed record AttributeRule(AttributeAction Action, ImmutableHashSet<string> Names, Regex? Pattern)
{
    public bool Fits(string attribute) => Names.Contains(attribute) || Pattern?.IsMatch(attribute) == true;

    public static ImmutableArray<AttributeRule> ReadAll(ConfigNode list) => [.. list.Items.Select(Read)];

    private static AttributeRule Read(ConfigNode node)
    {
        var (names, regex) = (node["attributes"], node["regex"]);
        if (names.Exists == regex.Exists)
            throw node.Bad("one of attributes and regex");
        var action = node["action"].Text("structured_metadata") switch
        {
            "index_label" => AttributeAction.IndexLabel,
            "structured_metadata" => AttributeAction.StructuredMetadata,
            "drop" => AttributeAction.Drop,
            _ => throw node["action"].Bad("index_label, structured_metadata or drop"),
        };
        return new AttributeRule(action, [.. names.Texts], regex.Exists ? Compiled(regex) : null);
    }

    private static Regex Compiled(ConfigNode node)
    {
        try
        {
            return Re2.Whole(node.Text());
        }
        catch (FormatException problem)
        {
            throw node.Bad($"a regular expression ({problem.Message})");
        }
    }
}

/// <summary>The members <c>limits_config.otlp_config</c> and <c>distributor.otlp_config</c>.</summary>
/// <param name="Resource">Rules of resource attributes.</param>
/// <param name="Scope">Rules of scope attributes.</param>
/// <param name="Log">Rules of a record's attributes.</param>
/// <param name="SeverityTextAsLabel">The severity's text becomes a label too.</param>
internal sealed record OtlpRules(
    ImmutableArray<AttributeRule> Resource, ImmutableArray<AttributeRule> Scope, ImmutableArray<AttributeRule> Log, bool SeverityTextAsLabel)
{
    private static readonly ImmutableArray<string> s_defaults =
    [
        "service.name", "service.namespace", "service.instance.id", "deployment.environment", "deployment.environment.name", "cloud.region",
        "cloud.availability_zone", "k8s.cluster.name", "k8s.namespace.name", "k8s.pod.name", "k8s.container.name", "container.name",
        "k8s.replicaset.name", "k8s.deployment.name", "k8s.statefulset.name", "k8s.daemonset.name", "k8s.cronjob.name", "k8s.job.name",
    ];

    public static OtlpRules Read(ConfigNode limits, ConfigNode distributor)
    {
        var names = distributor["default_resource_attributes_as_index_labels"];
        var defaults = new AttributeRule(AttributeAction.IndexLabel, names.Exists ? [.. names.Texts] : [.. s_defaults], null);
        var resource = limits["resource_attributes"];
        var rules = AttributeRule.ReadAll(resource["attributes_config"]);
        if (!resource["ignore_defaults"].Flag(false))
            rules = rules.Insert(0, defaults);
        return new OtlpRules(rules, AttributeRule.ReadAll(limits["scope_attributes"]), AttributeRule.ReadAll(limits["log_attributes"]),
            limits["severity_text_as_label"].Flag(false));
    }

    public static AttributeAction ActionOf(ImmutableArray<AttributeRule> rules, string attribute)
    {
        foreach (var rule in rules)
        {
            if (rule.Fits(attribute))
                return rule.Action;
        }

        return AttributeAction.StructuredMetadata;
    }
}
