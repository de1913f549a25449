using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Keeps lines that have one of some texts, or none of them; the texts are regular expressions or not.</summary>
internal sealed class LineFilter : Stage
{
    private readonly bool _wanted;
    private readonly ImmutableArray<byte[]> _texts = [];
    private readonly ImmutableArray<Regex> _patterns = [];

    /// <exception cref="FormatException">A regular expression is none.</exception>
    public LineFilter(string operation, ImmutableArray<string> texts)
    {
        _wanted = operation[0] == '|';
        if (operation[1] == '=')
            _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        else
            _patterns = [.. texts.Select(Re2.Part)];
    }

    public override bool Process(Line line) => Found(line) == _wanted;

    private bool Found(Line line)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(line.Text))
                return true;
        }

        if (_texts.IsEmpty)
            return false;
        var bytes = line.IsStored ? line.Stored : Encoding.UTF8.GetBytes(line.Text);
        foreach (var text in _texts)
        {
            if (bytes.IndexOf(text) >= 0)
                return true;
        }

        return false;
    }
}
