using CliWrap.Buffered;

namespace Validation.Cli.Tests.BadInput;

/// <summary>What a person sees who must mend something.</summary>
internal static class Sentence
{
    /// <summary>Exit code 2, and one line on stderr that says what, where, wanted, got and what to do.</summary>
    public static void ShouldComplain(this BufferedCommandResult result, params string[] parts)
    {
        result.ExitCode.ShouldBe(2, result.StandardError + result.StandardOutput);
        var line = result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldMatch(@"^validate: [A-Z].* \(.+\): wanted .+, got .+; .+\.$");
        foreach (var part in parts)
            line.ShouldContain(part);
    }
}
