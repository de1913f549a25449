namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>Names of attributes as names of labels.</summary>
internal static class LabelNames
{
    private static readonly HashSet<string> s_own = ["service", "span_name", "span_kind", "status_code", "status_message"];

    /// <summary>Every character that a label cannot have becomes an underscore; a name that is taken gets two before it.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="forTarget">Whether job and instance are taken too, as in <c>traces_target_info</c>.</param>
    public static string Of(string name, bool forTarget = false)
    {
        var text = string.Concat(name.Select((c, i) => char.IsAsciiLetter(c) || c == '_' || (i > 0 && char.IsAsciiDigit(c)) ? c : '_'));
        return s_own.Contains(text) || (forTarget && text is "job" or "instance") ? $"__{text}" : text;
    }
}
