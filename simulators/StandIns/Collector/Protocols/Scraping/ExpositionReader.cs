using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Reads Prometheus' text format 0.0.4 and OpenMetrics 1.0.</summary>
internal sealed class ExpositionReader
{
    private readonly Exposition _seen = new();
    private readonly bool _openMetrics;
    private string _line = "";
    private int _number;
    private int _at;

    private ExpositionReader(bool openMetrics) => _openMetrics = openMetrics;

    /// <summary>Reads a text.</summary>
    /// <exception cref="ExpositionException">It is not of the format: nothing of it counts then.</exception>
    public static Exposition Read(string text, bool openMetrics)
    {
        var reader = new ExpositionReader(openMetrics);
        var ended = false;
        // A line feed alone ends a line: a carriage return or another script's line separator is a part of it.
        foreach (var line in text.Split('\n'))
        {
            (reader._line, reader._at) = (line, 0);
            reader._number++;
            if (openMetrics && ended && reader._line.Length > 0)
                throw reader.Wrong("unexpected data after # EOF");
            ended = ended || (openMetrics && reader._line == "# EOF");
            reader.ReadLine();
        }

        return openMetrics && !ended ? throw reader.Wrong("data does not end with # EOF") : reader._seen;
    }

    private void ReadLine()
    {
        SkipBlanks();
        if (_at == _line.Length)
            return;
        if (_line[_at] == '#')
            ReadComment();
        else
            _seen.Samples.Add(ReadSample());
    }

    private void ReadComment()
    {
        var words = _line[(_at + 1)..].TrimStart(' ', '\t').Split([' ', '\t'], 3);
        if (words.Length < 2 || words[0] is not ("HELP" or "TYPE" or "UNIT"))
            return;
        var before = _seen.Families.GetValueOrDefault(words[1], FamilyMetadata.Unknown);
        var rest = words.Length < 3 ? "" : words[2].TrimStart(' ', '\t');
        _seen.Families[words[1]] = words[0] switch
        {
            "HELP" => before with { Help = Unescape(rest) },
            "UNIT" => before with { Unit = rest },
            _ => before with { Type = Type(rest.Trim(' ', '\t')) },
        };
    }

    private string Type(string text) => text switch
    {
        "untyped" => "unknown",
        "counter" or "gauge" or "histogram" or "summary" or "unknown" or "info" or "stateset" or "gaugehistogram" => text,
        _ => throw Wrong($"invalid metric type \"{text}\""),
    };

    private SampleLine ReadSample()
    {
        var labels = new Labels();
        var name = ReadName(colons: true);
        if (name.Length == 0)
            throw Wrong("expected a metric's name");
        labels["__name__"] = name;
        SkipBlanks();
        if (Peek() == '{')
            ReadLabels(labels);
        var value = Number(ReadWord());
        var milliseconds = Time();
        var exemplar = Peek() == '#' ? ReadExemplar() : null;
        SkipBlanks();
        return _at == _line.Length ? new SampleLine(labels, value, milliseconds, exemplar) : throw Wrong($"unexpected \"{_line[_at..]}\"");
    }

    private ExemplarLine ReadExemplar()
    {
        if (!_openMetrics)
            throw Wrong("an exemplar is for OpenMetrics only");
        _at++;
        SkipBlanks();
        var labels = new Labels();
        ReadLabels(labels);
        return new ExemplarLine(labels, Number(ReadWord()), Time());
    }

    private void ReadLabels(Labels labels)
    {
        Expect('{');
        SkipBlanks();
        while (Peek() != '}')
        {
            var name = ReadName(colons: false);
            SkipBlanks();
            Expect('=');
            SkipBlanks();
            var value = ReadQuoted();
            if (name.Length == 0 || !labels.TryAdd(name, value))
                throw Wrong($"label \"{name}\" without a name, or twice");
            SkipBlanks();
            if (Peek() == ',')
                _at++;
            else if (Peek() != '}')
                throw Wrong("expected , or }");
            SkipBlanks();
        }

        Expect('}');
    }

    private string ReadName(bool colons)
    {
        var start = _at;
        while (_at < _line.Length && (char.IsAsciiLetter(_line[_at]) || _line[_at] == '_' || (colons && _line[_at] == ':') || (_at > start && char.IsAsciiDigit(_line[_at]))))
            _at++;
        return _line[start.._at];
    }

    private string ReadQuoted()
    {
        Expect('"');
        var start = _at;
        while (Peek() is not ('"' or '\0'))
            _at += Peek() == '\\' ? 2 : 1;
        if (_at >= _line.Length)
            throw Wrong("a label's value has no end");
        return Unescape(_line[start..(_at++)]);
    }

    private string ReadWord()
    {
        SkipBlanks();
        var start = _at;
        while (_at < _line.Length && _line[_at] is not (' ' or '\t'))
            _at++;
        var word = _line[start.._at];
        SkipBlanks();
        return word;
    }

    private double Number(string word) => word.ToUpperInvariant() switch
    {
        "+INF" or "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => double.TryParse(word, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            ? value : throw Wrong($"expected a number, got \"{word}\""),
    };

    private long? Time()
    {
        if (Peek() is '\0' or '#')
            return null;
        var word = ReadWord();
        if (_openMetrics)
            return (long)(Number(word) * 1000);
        return long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : throw Wrong($"expected a timestamp, got \"{word}\"");
    }

    private char Peek() => _at < _line.Length ? _line[_at] : '\0';

    private void Expect(char wanted)
    {
        if (Peek() != wanted)
            throw Wrong($"expected {wanted}");
        _at++;
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t')
            _at++;
    }

    private ExpositionException Wrong(string message) => new(message, _number);

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                result.Append(text[i]);
            else
                result.Append(text[++i] switch { 'n' => "\n", '\\' => "\\", '"' => "\"", var other => $"\\{other}" });
        }

        return result.ToString();
    }
}
