using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Validation.Reports.Html;

/// <summary>
/// A page under construction. Markup is what the program's own string literals say; every value put into them is text and is
/// escaped, so nothing that came from a run can become markup.
/// </summary>
internal sealed class Page
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends a piece; its values are escaped.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Piece piece)
    {
        _ = piece;
        _text.Append('\n');
    }

    /// <summary>Appends markup that is a constant of this program.</summary>
    public void Markup([System.Diagnostics.CodeAnalysis.ConstantExpected] string markup) => _text.Append(markup).Append('\n');

    /// <summary>Appends the style sheet, the one piece of markup that is read from a resource.</summary>
    public void Style(string sheet) => _text.Append("<style>\n").Append(sheet).Append("</style>\n");

    public override string ToString() => _text.ToString();

    /// <summary>Text for element content and for attributes in double quotes.</summary>
    private static void Escape(StringBuilder to, string? text)
    {
        foreach (var c in Clean.Text(text))
        {
            _ = c switch
            {
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '&' => to.Append("&amp;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                _ => to.Append(c),
            };
        }
    }

    /// <summary>One interpolated string of the program.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Piece
    {
        private readonly StringBuilder _to;

        public Piece(int literalLength, int formattedCount, Page page)
        {
            // No capacity is asked for: a StringBuilder grows to exactly what is asked, which makes a long page quadratic work.
            (_, _, _to) = (literalLength, formattedCount, page._text);
        }

        public void AppendLiteral(string literal) => _to.Append(literal);

        public void AppendFormatted(string? text) => Escape(_to, text);

        public void AppendFormatted(int number) => _to.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>Coordinates: two decimals are a hundredth of a pixel.</summary>
        public void AppendFormatted(double number) => _to.Append(number.ToString("0.##", CultureInfo.InvariantCulture));
    }
}
