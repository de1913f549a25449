using System.Globalization;
using System.Text;

namespace Validation.Reports;

/// <summary>
/// Makes untrusted text fit for every format. What a reader could not see, or what would move the text around it, is made
/// visible: control characters become their pictures (U+2400 block), direction overrides their number, halves of characters U+FFFD.
/// The result has only characters that XML 1.0 allows (https://www.w3.org/TR/xml/#charsets).
/// </summary>
internal static class Clean
{
    /// <summary>The text with line breaks and tabs kept; null is empty.</summary>
    public static string Text(string? text)
    {
        if (text is null)
            return "";
        var first = FirstBad(text);
        if (first < 0)
            return text;

        var clean = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                clean.Append(text[i]).Append(text[++i]);
            else if (!IsBad(text[i]))
                clean.Append(text[i]);
            else
                Show(clean, text[i], i + 1 < text.Length && text[i + 1] == '\n');
        }

        return clean.ToString();
    }

    /// <summary>The text on one line.</summary>
    public static string Line(string? text) => Text(text).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    /// <summary>The text on one line, cut to <paramref name="most"/> characters with an ellipsis.</summary>
    public static string Line(string? text, int most) => Cut(Line(text), most, "…");

    /// <summary>The text cut to <paramref name="most"/> characters, never in the middle of one.</summary>
    public static string Cut(string text, int most, string mark)
    {
        if (text.Length <= most)
            return text;
        var at = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Concat(text.AsSpan(0, at), mark);
    }

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBad(text[i]) && !char.IsSurrogatePair(text, i))
                return i;
            if (char.IsHighSurrogate(text[i]))
                i++;
        }

        return -1;
    }

    private static bool IsBad(char c) =>
        c is < ' ' and not ('\n' or '\t') or >= '\u007f' and <= '\u009f' or '\ufffe' or '\uffff'
        || char.IsSurrogate(c) || IsDirection(c);

    // Overrides and isolates can make a line read as something it is not.
    private static bool IsDirection(char c) => c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';

    private static void Show(StringBuilder clean, char c, bool beforeLineFeed)
    {
        if (c == '\r' && beforeLineFeed)
            return;
        if (c < ' ')
            clean.Append((char)('\u2400' + c));
        else if (c == '\u007f')
            clean.Append('\u2421');
        else if (char.IsSurrogate(c) || c >= '\ufffe')
            clean.Append('\ufffd');
        else
            clean.Append(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]");
    }
}
