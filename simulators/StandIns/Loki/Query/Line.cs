using System.Text;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>
/// A line on its way through a pipeline: its text, and labels in three layers. What was parsed hides metadata, metadata hides labels of
/// the stream; where a name clashes with a label of the stream the later one is called <c>NAME_extracted</c>.
/// </summary>
internal sealed class Line
{
    private readonly List<Label> _metadata = [];
    private readonly List<Label> _parsed = [];
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private Labels _stream = Labels.Empty;
    private MetadataPacker _packer = new();
    private Row _row;
    private string? _text;
    private bool _unpacked;

    public long UnixNano => _row.UnixNano;

    public string Text
    {
        get => _text ??= _row.Text;
        set => _text = value;
    }

    /// <summary>The stored bytes; what a stage put in the place of the line is not here.</summary>
    public ReadOnlySpan<byte> Stored => _row.LineBytes;

    public bool IsStored => _text is null;

    public int Length => _text is null ? _row.LineLength : Encoding.UTF8.GetByteCount(_text);

    public Labels Stream => _stream;

    /// <summary>What went wrong on the way: <c>JSONParserErr</c>; null for nothing.</summary>
    public string? Error { get; private set; }

    public string? ErrorDetails { get; private set; }

    public void Begin(Labels stream, MetadataPacker packer, Row row)
    {
        (_stream, _packer, _row, _text, _unpacked) = (stream, packer, row, null, false);
        (Error, ErrorDetails) = (null, null);
        _metadata.Clear();
        _parsed.Clear();
        _dropped.Clear();
    }

    public string? Get(string name)
    {
        switch (name)
        {
            case "__error__": return Error;
            case "__error_details__": return ErrorDetails;
        }

        if (Find(_parsed, name) is { } parsed)
            return parsed;
        return Find(Unpacked(), name) ?? (_dropped.Contains(name) ? null : _stream.Get(name));
    }

    /// <summary>Adds a parsed label.</summary>
    public void Parse(string name, string value)
    {
        var free = _stream.Get(name) is null ? name : name + "_extracted";
        Set(_parsed, free, value);
        Unpacked().RemoveAll(m => m.Name == free);
    }

    public void Fail(string error, string? details = null) => (Error, ErrorDetails) = (Error ?? error, Error is null ? details : ErrorDetails);

    public void Drop(string name)
    {
        if (name == "__error__")
            Error = null;
        if (name == "__error_details__")
            ErrorDetails = null;
        _parsed.RemoveAll(l => l.Name == name);
        Unpacked().RemoveAll(l => l.Name == name);
        _dropped.Add(name);
    }

    public IEnumerable<Label> StreamLabels => _stream.All.Where(l => !_dropped.Contains(l.Name) && Find(_parsed, l.Name) is null);

    public IEnumerable<Label> Metadata => Unpacked();

    public IEnumerable<Label> Parsed => Error is null && ErrorDetails is null ? _parsed : [.. _parsed, .. Errors()];

    /// <summary>All labels together.</summary>
    public Labels All => Labels.From(StreamLabels.Concat(Metadata).Concat(Parsed));

    private IEnumerable<Label> Errors()
    {
        if (Error is not null)
            yield return new Label("__error__", Error);
        if (ErrorDetails is not null)
            yield return new Label("__error_details__", ErrorDetails);
    }

    private List<Label> Unpacked()
    {
        if (_unpacked)
            return _metadata;
        _unpacked = true;
        _packer.Unpack(_row.Metadata, _metadata);
        for (var i = 0; i < _metadata.Count; i++)
        {
            if (_stream.Get(_metadata[i].Name) is not null)
                _metadata[i] = _metadata[i] with { Name = _metadata[i].Name + "_extracted" };
        }

        return _metadata;
    }

    private static void Set(List<Label> labels, string name, string value)
    {
        var at = labels.FindIndex(l => l.Name == name);
        if (at < 0)
            labels.Add(new Label(name, value));
        else
            labels[at] = new Label(name, value);
    }

    private static string? Find(List<Label> labels, string name)
    {
        foreach (var label in labels)
        {
            if (label.Name == name)
                return label.Value;
        }

        return null;
    }
}
