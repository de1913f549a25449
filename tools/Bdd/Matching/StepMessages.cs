namespace Validation.Bdd.Matching;

/// <summary>The sentences for steps that cannot be bound; the same in the build and in the run.</summary>
internal static class StepMessages
{
    public static string Undefined(StepKind kind, string text, bool hasTable, bool hasDocString) =>
        $"No binding fits the step \"{text}\"; write one: {StepSkeleton.Write(kind, text, hasTable, hasDocString)}";

    public static string Ambiguous(string text, StepMatch match) =>
        $"Several bindings fit the step \"{text}\": {string.Join("; ", match.Rivals.Select(r => r.Definition))}; reword all but one of them";

    public static string Misfit(string text, StepMatch match, bool hasTable, bool hasDocString)
    {
        var candidate = match.Misfits[0];
        var argument = hasTable ? " and a data table" : hasDocString ? " and a doc string" : "";
        return $"The step \"{text}\" gives {candidate.Arguments.Length} arguments{argument}, and the parameters of {candidate.Definition} do not take them; correct the method or the step";
    }
}
