using System.Globalization;
using System.Text.RegularExpressions;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>A version of an API that the client chooses request by request.</summary>
/// <param name="Major">Before the dot.</param>
/// <param name="Minor">After it.</param>
internal readonly partial record struct Microversion(int Major, int Minor) : IComparable<Microversion>
{
    public static bool operator <(Microversion a, Microversion b) => a.CompareTo(b) < 0;

    public static bool operator >(Microversion a, Microversion b) => a.CompareTo(b) > 0;

    public static bool operator <=(Microversion a, Microversion b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Microversion a, Microversion b) => a.CompareTo(b) >= 0;

    /// <summary>Two numbers without leading zeros; the services refuse anything else.</summary>
    public static bool TryParse(string text, out Microversion version)
    {
        version = default;
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        version = new Microversion(Number(match, 1), Number(match, 2));
        return true;
    }

    public int CompareTo(Microversion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([1-9]\d{0,8})\.([1-9]\d{0,8}|0)$")]
    private static partial Regex Form();
}
