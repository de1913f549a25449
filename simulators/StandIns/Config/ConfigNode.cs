using System.Collections.Immutable;
using System.Globalization;
using Validation.Harness;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Validation.Simulators.StandIns.Config;

/// <summary>A place in a program's YAML configuration; every reading error names file, line and path.</summary>
internal sealed class ConfigNode
{
    private readonly string _file;
    private readonly YamlNode? _node;

    private ConfigNode(string file, string path, YamlNode? node) => (_file, Path, _node) = (file, path, node);

    /// <summary>Where it is: <c>receivers.otlp.protocols</c>; empty for the top.</summary>
    public string Path { get; }

    /// <summary>False when the key is not there, or has no value.</summary>
    public bool Exists => _node is not null and not YamlScalarNode { Value: "" or "~" or "null", Style: ScalarStyle.Plain };

    /// <summary>It is a list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>It is a map.</summary>
    public bool IsMap => _node is YamlMappingNode;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It cannot be read or is not YAML.</exception>
    public static ConfigNode Load(string file)
    {
        try
        {
            return Parse(file, File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("The configuration cannot be read", file, "a YAML file", e.Message, "name a file that can be read", e);
        }
    }

    /// <summary>Reads a text; <paramref name="file"/> is for messages.</summary>
    /// <exception cref="BadInputException">It is not YAML.</exception>
    public static ConfigNode Parse(string file, string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new BadInputException("The configuration is not YAML", $"{file}:{e.Start.Line}", "YAML", e.Message, "mend the line", e);
        }

        return new ConfigNode(file, "", yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode);
    }

    /// <summary>The value of a key, which may not be there.</summary>
    public ConfigNode this[string key]
    {
        get
        {
            var path = Path.Length == 0 ? key : $"{Path}.{key}";
            if (!Exists)
                return new ConfigNode(_file, path, null);
            return new ConfigNode(_file, path, Map().FirstOrDefault(e => Key(e.Key) == key).Value);
        }
    }

    /// <summary>Keys of a map in the file's order; none when it is not there.</summary>
    public ImmutableArray<string> Keys => Exists ? [.. Map().Select(e => Key(e.Key))] : [];

    /// <summary>Items of a list; none when it is not there.</summary>
    public ImmutableArray<ConfigNode> Items => !Exists ? []
        : _node is YamlSequenceNode list ? [.. list.Select((item, i) => new ConfigNode(_file, $"{Path}[{i}]", item))]
        : throw Bad("a list");

    /// <summary>Items of a list of texts.</summary>
    public ImmutableArray<string> Texts => [.. Items.Select(i => i.Text())];

    /// <summary>A text that must be there.</summary>
    public string Text() => Exists ? Scalar() : throw Bad("a text");

    /// <summary>A text, or <paramref name="otherwise"/> when it is not there.</summary>
    public string Text(string otherwise) => Exists ? Scalar() : otherwise;

    /// <summary>A whole number.</summary>
    public long Number(long otherwise) => !Exists ? otherwise
        : long.TryParse(Scalar(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Bad("a whole number");

    /// <summary>A number.</summary>
    public double Real(double otherwise) => !Exists ? otherwise
        : double.TryParse(Scalar(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Bad("a number");

    /// <summary>True or false.</summary>
    public bool Flag(bool otherwise) => !Exists ? otherwise : Scalar() switch
    {
        "true" => true,
        "false" => false,
        _ => throw Bad("true or false"),
    };

    /// <summary>A duration as Go and Prometheus write it: <c>10s</c>, <c>200ms</c>, <c>1h30m</c>, <c>48h</c>, <c>7d</c>; <c>0</c> is none.</summary>
    public TimeSpan Duration(TimeSpan otherwise)
    {
        if (!Exists)
            return otherwise;
        var text = Scalar();
        return GoDurations.TryParse(text, out var span) ? span : throw Bad("a duration such as 10s");
    }

    /// <summary>The error of a wrong value here.</summary>
    public BadInputException Bad(string wanted, string? got = null) => new(
        "A setting has a wrong value", $"{_file}:{_node?.Start.Line ?? 1}, {(Path.Length == 0 ? "the whole" : Path)}", wanted,
        got ?? (_node switch { null => "nothing", YamlScalarNode s => s.Value ?? "nothing", YamlSequenceNode => "a list", _ => "a map" }), "correct the value");

    private string Scalar() => _node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Bad("one value");

    private YamlMappingNode Map() => _node as YamlMappingNode ?? throw Bad("a map");

    private static string Key(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";
}
