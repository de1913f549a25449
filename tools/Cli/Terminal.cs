using Spectre.Console;

namespace Validation.Cli;

/// <summary>Where a run shows how it goes on.</summary>
internal static class Terminal
{
    /// <summary>Standard output: colours on a terminal unless <c>NO_COLOR</c> is set, and not one escape code in a file or a pipe.</summary>
    public static IAnsiConsole Open() => Open(Console.Out, Console.IsOutputRedirected, Environment.GetEnvironmentVariable("NO_COLOR"));

    public static IAnsiConsole Open(TextWriter output, bool redirected, string? noColour)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        // By default a build server's variables turn the codes on, also in a pipe.
        settings.Enrichment.UseDefaultEnrichers = false;
        if (redirected || !string.IsNullOrEmpty(noColour))
            (settings.Ansi, settings.ColorSystem) = (AnsiSupport.No, ColorSystemSupport.NoColors);
        var console = AnsiConsole.Create(settings);
        // A terminal folds long lines by itself; a file or a pipe must keep them whole.
        console.Profile.Width = 10_000;
        return console;
    }
}
