using CliWrap;
using CliWrap.Buffered;
using Validation.Cli.Tests.Program;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Cli.Tests.Script;

/// <summary>
/// A checkout with the script <c>validate</c>, a handful of sources, and a <c>dotnet</c> that writes down how it was called: it
/// builds a program out of a file that says what the program is, and runs it by printing that.
/// </summary>
internal sealed class ScriptBench : IDisposable
{
    private const string Dotnet = """
        if [ "$1" = build ]; then
            echo "$*" >>"$BENCH/calls"
            if [ -e "$BENCH/compiler" ]; then cat "$BENCH/compiler"; exit 1; fi
            cd "$BENCH/check out"
            mkdir -p tools/Cli/bin/Release/net10.0 features/bin/Release/net10.0
            cat features/*.feature >features/bin/Release/net10.0/Validation.Features.dll
            cp tools/Cli/Program.cs tools/Cli/bin/Release/net10.0/Validation.Cli.dll
            [ ! -e "$BENCH/after" ] || sh "$BENCH/after"
        else
            cat "$1" "$(dirname "$1")/Validation.Features.dll"
            shift
            if [ "${1-}" = hold ]; then exec 3<"$BENCH/gate"; : >"$BENCH/holding"; cat <&3; fi
            for word in "$@"; do printf '<%s>' "$word"; done
        fi
        """;

    private readonly Scratch _scratch = new();

    public ScriptBench()
    {
        _scratch.Script("stub/dotnet", Dotnet);
        Write("features/a.feature", "feature a;");
        Write("tools/Cli/Program.cs", "program 1;");
        Write("tools/Cli.Tests/Some.cs", "a test");
        Directory.CreateDirectory(_scratch.At("elsewhere"));
        File.Copy(Path.Combine(Checkout.Root, "validate"), Validate);
    }

    /// <summary>The script.</summary>
    public string Validate => At("validate");

    /// <summary>How <c>dotnet build</c> was called, a line a call.</summary>
    public string[] Builds => File.Exists(_scratch.At("calls")) ? File.ReadAllLines(_scratch.At("calls")) : [];

    /// <summary>A path in the checkout.</summary>
    public string At(string path) => _scratch.At("check out", path);

    /// <summary>Writes a source.</summary>
    public void Write(string path, string text) => _scratch.Write(Path.Combine("check out", path), text);

    /// <summary>Writes a file beside the checkout: <c>compiler</c> makes builds fail with its text, <c>after</c> is run after a build.</summary>
    public string Beside(string name, string text) => _scratch.Write(name, text);

    /// <summary>Lets builds succeed again.</summary>
    public void Mend() => File.Delete(_scratch.At("compiler"));

    /// <summary>Runs the script, from another folder.</summary>
    public async Task<BufferedCommandResult> RunAsync(string[]? arguments = null, string? script = null, string? path = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var search = path ?? $"{_scratch.At("stub")}:{Environment.GetEnvironmentVariable("PATH")}";
        return await CliWrap.Cli.Wrap("bash").WithArguments([script ?? Validate, .. arguments ?? []])
            .WithWorkingDirectory(_scratch.At("elsewhere"))
            .WithEnvironmentVariables(set => set.Set("PATH", search).Set("BENCH", _scratch.Folder))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
    }

    /// <summary>Runs the script with a program that runs until the pipe that is returned is closed.</summary>
    public async Task<(Task<BufferedCommandResult> Run, FileStream Gate)> HoldAsync()
    {
        await CliWrap.Cli.Wrap("mkfifo").WithArguments([_scratch.At("gate")]).ExecuteAsync();
        // For both directions, because opening for one of them waits for the other side.
        var gate = new FileStream(_scratch.At("gate"), FileMode.Open, FileAccess.ReadWrite);
        var run = RunAsync(["hold"]);
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!File.Exists(_scratch.At("holding")))
        {
            (deadline.Passed || run.IsCompleted).ShouldBeFalse("the program does not run");
            await deadline.DelayAsync(TimeSpan.FromMilliseconds(20));
        }

        return (run, gate);
    }

    /// <summary>A path beside the checkout.</summary>
    public string Outside(string name) => _scratch.At(name);

    /// <summary>A search path with the usual tools and without dotnet.</summary>
    public string PathWithout(string missing)
    {
        var folder = Directory.CreateDirectory(_scratch.At("few tools")).FullName;
        string[] tools = ["bash", "dirname", "readlink", "find", "flock", "sha256sum", "sort", "xargs", "mkdir", "dotnet"];
        foreach (var tool in tools.Where(t => t != missing))
            File.CreateSymbolicLink(Path.Combine(folder, tool), Tools.Find(tool)!);
        return folder;
    }

    public void Dispose() => _scratch.Dispose();
}
