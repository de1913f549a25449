using Validation.Cli;

return await CommandLine.RunAsync(args);
