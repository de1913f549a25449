using System.Collections.Frozen;
using System.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>The directives of a strptime layout, and what they are in Go's.</summary>
internal static class Strptime
{
    private static readonly FrozenDictionary<char, string> s_directives = new Dictionary<char, string>
    {
        ['Y'] = "2006",
        ['y'] = "06",
        ['m'] = "01",
        ['o'] = "_1",
        ['q'] = "1",
        ['b'] = "Jan",
        ['h'] = "Jan",
        ['B'] = "January",
        ['d'] = "02",
        ['e'] = "_2",
        ['g'] = "2",
        ['a'] = "Mon",
        ['A'] = "Monday",
        ['H'] = "15",
        ['l'] = "3",
        ['I'] = "03",
        ['p'] = "PM",
        ['P'] = "pm",
        ['M'] = "04",
        ['S'] = "05",
        ['L'] = "999",
        ['f'] = "999999",
        ['s'] = "999999999",
        ['Z'] = "MST",
        ['z'] = "-0700",
        ['w'] = "-070000",
        ['i'] = "-07",
        ['j'] = "-07:00",
        ['k'] = "-07:00:00",
        ['D'] = "01/02/2006",
        ['x'] = "01/02/2006",
        ['F'] = "2006-01-02",
        ['T'] = "15:04:05",
        ['X'] = "15:04:05",
        ['r'] = "03:04:05 pm",
        ['R'] = "15:04",
        ['n'] = "\n",
        ['t'] = "\t",
        ['%'] = "%",
        ['c'] = "Mon Jan 02 15:04:05 2006",
    }.ToFrozenDictionary();

    /// <summary>Makes Go's layout.</summary>
    /// <exception cref="FormatException">A directive that is not known, a digit, or a fraction without a point or comma before it.</exception>
    public static string ToGo(string layout)
    {
        var to = new StringBuilder();
        for (var i = 0; i < layout.Length; i++)
        {
            if (char.IsAsciiDigit(layout[i]))
                throw new FormatException("format string should not contain decimals");
            if (layout[i] != '%')
            {
                to.Append(layout[i]);
                continue;
            }

            var directive = ++i < layout.Length ? layout[i] : ' ';
            if (!s_directives.TryGetValue(directive, out var go))
                throw new FormatException($"%{directive} is not a directive");
            if (directive is 'L' or 'f' or 's' && (to.Length == 0 || to[^1] is not ('.' or ',')))
                throw new FormatException($"%{directive} must follow a point or a comma");
            to.Append(go);
        }

        return to.ToString();
    }
}
