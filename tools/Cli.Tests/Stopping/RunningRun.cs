using System.Collections.Immutable;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Validation.Cli.Tests.Program;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Cli.Tests.Stopping;

/// <summary>A run of the real stack that would go on for an hour: it watches that nothing happens.</summary>
internal sealed class RunningRun : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Deadline _deadline = Deadline.In(TimeSpan.FromMinutes(4), TimeProvider.System, TestContext.CurrentContext.CancellationToken);
    private readonly CommandTask<BufferedCommandResult> _run;

    public RunningRun(Scratch scratch)
    {
        // A shell's background job is started with SIGINT ignored, and so would be its children: env gives the signal its meaning back.
        // A build server's variables must not bring colours into a pipe.
        _run = Validate.Command
            .WithTargetFile("env")
            .WithArguments(["--default-signal=INT", Validate.Command.TargetFilePath, Validate.Path, "run", "--name", "Nothing fires while", "--set", "QuietWindow=3600", "--artifacts", scratch.Runs])
            .WithEnvironmentVariables(set => set.Set("GITHUB_ACTIONS", "true"))
            .ExecuteBufferedAsync(_deadline.Token);
        Runs = scratch.Runs;
    }

    private string Runs { get; }

    private IEnumerable<string> Configurations =>
        Directory.EnumerateFiles(Path.Combine(Folder, "components"), "*.yml", SearchOption.AllDirectories);

    /// <summary>Its run directory.</summary>
    public string Folder => Directory.GetDirectories(Runs).ShouldHaveSingleItem();

    /// <summary>Its name.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>Its processes but for the harness itself.</summary>
    public ImmutableArray<int> Children => ProcFs.Holding($"VALIDATION_RUN_ID={Id}");

    /// <summary>Every loopback port that a component, or the harness in a component's place, listens on.</summary>
    public ImmutableArray<int> Ports =>
    [
        .. Children.SelectMany(ProcFs.PortsOf).Concat(Configurations.SelectMany(file => ProcFs.Ports(File.ReadAllText(file)))).Distinct(),
    ];

    /// <summary>Waits until the stack is up, has domains to watch, and the scenario waits for nothing to happen.</summary>
    public async Task BegunAsync()
    {
        while (!Directory.Exists(Runs) || Directory.GetDirectories(Runs) is not [var folder] || !File.Exists(Path.Combine(folder, EventLog.FileName))
            || !RunEvents.Read(folder).OfType<StepFinished>().Any(step => step.Text.StartsWith("Prometheus stores", StringComparison.Ordinal)))
        {
            if (_run.Task.IsCompleted)
                Assert.Fail($"the run ended before it was stopped: {await _run}");
            await PauseAsync("the scenario did not begin");
        }
    }

    /// <summary>Sends the harness, and nobody else, a signal.</summary>
    public async Task SignalAsync(string name) => await CliWrap.Cli.Wrap("sh")
        .WithArguments(["-c", "kill -s \"$1\" \"$2\"", "sh", name, _run.ProcessId.ToString(CultureInfo.InvariantCulture)])
        .ExecuteAsync(_deadline.Token);

    /// <summary>What it said, after it ended.</summary>
    public async Task<BufferedCommandResult> EndedAsync() => await _run;

    /// <summary>Waits until no process of the run is left. The kernel closes the ports of one that dies a moment after it is gone from sight.</summary>
    public async Task AloneAsync(ImmutableArray<int> ports)
    {
        using var soon = _deadline.Within(TimeSpan.FromSeconds(20));
        while (!Children.IsEmpty || ports.Any(ProcFs.Answers))
        {
            soon.Passed.ShouldBeFalse($"left are {string.Join(", ", Children)} and ports {string.Join(", ", ports.Where(ProcFs.Answers))}");
            await soon.DelayAsync(LookEvery);
        }
    }

    public void Dispose() => _deadline.Dispose();

    private async Task PauseAsync(string otherwise)
    {
        _deadline.Passed.ShouldBeFalse(otherwise);
        await _deadline.DelayAsync(LookEvery);
    }
}
