using System.CommandLine;
using Validation.Cli;
using Validation.Cli.Commands;

var root = new RootCommand("Proves, with evidence, that a Genestack observability stack keeps its promises.")
{
    RunCommand.Create(),
    ComponentsCommand.Create(),
    ReportCommand.Create(),
    SweepCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync($"validate: {error.Message} See 'validate --help'.");
    return ExitCodes.BadInput;
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
