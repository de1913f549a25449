namespace Validation.Cli;

/// <summary>What the exit codes of <c>validate</c> mean.</summary>
internal static class ExitCodes
{
    /// <summary>Every claim holds.</summary>
    public const int Holds = 0;

    /// <summary>A claim is violated, or could not be answered.</summary>
    public const int Violated = 1;

    /// <summary>Input that a person must mend, or a stack that did not start.</summary>
    public const int BadInput = 2;

    /// <summary>Somebody stopped the command, by Ctrl+C or SIGTERM: 128 and the number of SIGINT.</summary>
    public const int Stopped = 130;
}
