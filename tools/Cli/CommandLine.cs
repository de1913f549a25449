using System.CommandLine;
using System.CommandLine.Help;
using Validation.Cli.Commands;
using Validation.Harness;

namespace Validation.Cli;

/// <summary>The command line: which words there are, and one sentence for those that are not.</summary>
internal static class CommandLine
{
    // A tag may be given as it is written in a feature, @critical: that is no response file.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    // Signals are Guard's: a clean-up takes as long as it takes, and must not be cut short after two seconds.
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    public static Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args, Parsing);
        return parsed.Errors.Count > 0
            ? Guard.RunAsync(_ => throw Complaint(parsed))
            : parsed.InvokeAsync(Invocation);
    }

    private static Command Create() => new("validate", "Proves, with evidence, that a Genestack observability stack keeps its promises.")
    {
        new HelpOption(),
        new VersionOption(),
        RunCommand.Create(),
        ComponentsCommand.Create(),
        ReportCommand.Create(),
        SweepCommand.Create(),
        BenchCommand.Create(),
    };

    /// <summary>The first thing that is wrong: a word that is not known before whatever is missing because of it.</summary>
    private static BadInputException Complaint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var where = command.Parents.Any() ? $"validate {command.Name}" : "validate";
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return new BadInputException("The command line has a word too many", where, Wanted(command), unknown, $"see {where} --help");
        if (command.Subcommands.Count > 0)
            return new BadInputException("The command line names no command", where, Wanted(command), "none", $"see {where} --help");
        return new BadInputException("The command line is not complete", where, "a value for every option and argument",
            $"\"{parsed.Errors[0].Message.TrimEnd('.')}\"", $"see {where} --help");
    }

    private static string Wanted(Command command) => "one of: " + string.Join(", ",
        command.Subcommands.Count > 0 ? command.Subcommands.Select(c => c.Name) : command.Options.Select(o => o.Name));
}
