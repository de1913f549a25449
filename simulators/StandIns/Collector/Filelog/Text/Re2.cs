using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>
/// Regular expressions as Go's regexp reads them (the RE2 syntax, github.com/google/re2/wiki/Syntax), made into .NET's. They mean the same:
/// <c>\d \w \s \b</c> know ASCII only, <c>$</c> is the end of the text, the dot excludes the line feed alone. What RE2 does not have
/// (look-around, back references, atomic groups) is refused, as the real program refuses it.
/// </summary>
internal static class Re2
{
    /// <summary>Makes a regular expression of a setting.</summary>
    /// <param name="pattern">In RE2's syntax.</param>
    /// <param name="setting">Where it is written, for the message.</param>
    public static Regex Compile(string pattern, ConfigNode setting)
    {
        try
        {
            return Compile(pattern);
        }
        catch (FormatException problem)
        {
            throw setting.Bad("a regular expression of RE2", $"{pattern} ({problem.Message})");
        }
    }

    /// <summary>Makes a regular expression.</summary>
    /// <exception cref="FormatException">RE2 does not know it.</exception>
    public static Regex Compile(string pattern)
    {
        var translated = new Re2Translation(pattern).Translate();
        try
        {
            return new Regex(translated, RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (ArgumentException problem)
        {
            throw new FormatException(problem.Message, problem);
        }
    }
}
