using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Validation.Contract;
using Validation.Environments.Embedded;
using Validation.Environments.Embedded.Programs;
using Validation.Genestack;
using Validation.Harness;
using Validation.Harness.Events;
using Validation.Reports;
using Validation.Simulators.Receivers;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Steps.Run;

/// <summary>One run: its settings and identity, its stream and reports, and the stack it examines.</summary>
public sealed class ValidationRun : IAsyncDisposable
{
    private static ValidationRun? s_current;
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly CancellationToken _stop;
    private readonly long _start;
    private ProgressiveReports? _reports;
    private int _scenarios;
    private int _disposed;

    private ValidationRun(RunSettings settings, ContractData contract, RunIdentity identity, EventLog log, TimeProvider clock, CancellationToken stop)
    {
        (Settings, Contract, Identity, Log, Clock, _stop) = (settings, contract, identity, log, clock, stop);
        _start = clock.GetTimestamp();
    }

    /// <summary>The run that is open in this process.</summary>
    /// <exception cref="InvalidOperationException">None is.</exception>
    public static ValidationRun Current => s_current ?? throw new InvalidOperationException("No run is open: the hooks of the run did not come first.");

    /// <summary>True while a run is open in this process.</summary>
    public static bool IsOpen => s_current is not null;

    /// <summary>What the user set.</summary>
    public RunSettings Settings { get; }

    /// <summary>Name and seed of the run.</summary>
    public RunIdentity Identity { get; }

    /// <summary>The run's stream of events.</summary>
    public EventLog Log { get; }

    /// <summary>The clock of the run.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Folder of this run.</summary>
    public string Directory => Log.Directory;

    /// <summary>What the documentation promises.</summary>
    public ContractData Contract { get; }

    /// <summary>The Genestack checkout whose values the stack runs with.</summary>
    public GenestackCheckout Genestack { get; private init; } = GenestackCheckout.Default;

    /// <summary>The stack, up and ready.</summary>
    public ITestbed Bed { get; private set; } = null!;

    /// <summary>The channel that Alertmanager tells.</summary>
    public Receiver<WebhookPayload> Webhook { get; private set; } = null!;

    /// <summary>The simulated clouds.</summary>
    public ComputeClouds Clouds { get; private set; } = null!;

    /// <summary>The node that the daemon collector runs on.</summary>
    public SimulatedNode Node { get; private set; } = null!;

    /// <summary>The cloud of that node's compute host.</summary>
    public ComputeCloud NodeCloud { get; private set; } = null!;

    /// <summary>The node of the spare lane of logs, whose collector and Loki scenarios may stop.</summary>
    public SimulatedNode SpareNode { get; private set; } = null!;

    /// <summary>The node of the lane of logs whose collector has a short queue.</summary>
    public SimulatedNode NarrowNode { get; private set; } = null!;

    /// <summary>The folder that stands for <c>/var/log</c> of that node; its collector reads what is written there.</summary>
    public string LogsRoot => Node.Logs;

    /// <summary>The numbered streams that the run emits.</summary>
    public SignalStreams Signals { get; private set; } = null!;

    /// <summary>How the stack was laid out.</summary>
    public StackPlan Plan { get; private set; } = null!;

    /// <summary>What a step allows a healthy stack beyond what its configuration implies, before it gives up.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    /// <summary>True when somebody stopped the run: what it does from now on is clearing up, and its stream has no end.</summary>
    public bool Stopped => _stop.IsCancellationRequested;

    /// <summary>A deadline of the run: it ends early when the run is stopped.</summary>
    public Deadline In(TimeSpan span) => Deadline.In(span, Clock, _stop);

    /// <summary>Writes a line into the stream.</summary>
    public void Say(string line) => Log.Write(new OutputWritten(Log.Now, null, line));

    /// <summary>How long it is until a moment; zero when it has passed.</summary>
    public TimeSpan Until(DateTimeOffset moment) => moment - Clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>The identity of the next scenario: s1, s2 …</summary>
    public string NextScenario() => $"s{Interlocked.Increment(ref _scenarios)}";

    /// <summary>Opens the run: stream, reports, channel, stack.</summary>
    /// <exception cref="BadInputException">A setting, program or directory must be mended first.</exception>
    /// <exception cref="ComponentFailedException">A component did not become ready.</exception>
    public static async Task<ValidationRun> OpenAsync(RunSettings settings, Action<string> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        AnswerPromptly();
        var clock = TimeProvider.System;
        var contract = settings.Contract is { } folder ? ContractFiles.Load(folder) : ContractFiles.Load();
        var genestack = settings.Genestack is { } checkout ? GenestackCheckout.Open(checkout) : GenestackCheckout.Default;
        var identity = RunIdentity.Begin(settings.Seed ?? Seed.Fresh(), clock);
        var artifacts = settings.Artifacts ?? DefaultArtifacts;
        var run = new ValidationRun(settings, contract, identity, EventLog.Create(Path.Combine(artifacts, identity.Id), clock), clock, stop) { Genestack = genestack };
        try
        {
            run._reports = ProgressiveReports.Attach(run.Log, clock);
            run.Log.Write(new RunStarted(run.Log.Now, 1, identity.Id, identity.Seed.ToString(), settings.Environment, Version, Machine()));
            await run.StartInTimeAsync(progress);
            s_current = run;
            return run;
        }
        catch (Exception e)
        {
            // The reports are all that a CI job keeps: they must say why nothing ran.
            run.Say($"The stack did not start: {e.Message}");
            await run.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        s_current = null;
        if (Bed is not null)
        {
            foreach (var evidence in await Bed.CollectAsync(CancellationToken.None))
                Log.Write(null, evidence);
        }

        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        if (!Stopped)
            Log.Write(new RunFinished(Log.Now, Clock.GetElapsedTime(_start).TotalSeconds));
        _reports?.Dispose();
        Log.Dispose();
    }

    private async Task StartInTimeAsync(Action<string> progress)
    {
        using var deadline = In(Settings.StartLimit);
        try
        {
            await StartStackAsync(progress, deadline);
        }
        catch (OperationCanceledException e) when (deadline.Passed && !Stopped)
        {
            // Before any component could be blamed: while its program was looked for, or its folders were made.
            throw new BadInputException("The stack did not start in time", "setting StartLimit", "a stack that is ready in time",
                $"none after {Settings.StartLimit.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)} s",
                "allow it more time, or look what else keeps this machine busy", e);
        }
    }

    // The simulated hosts answer from this process's thread pool. On two processors it begins with two threads, and a scenario that
    // computes for seconds held up a host's answer until its exporter gave up: with more threads the processors are shared instead.
    private static void AnswerPromptly()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 32), completions);
    }

    private async Task StartStackAsync(Action<string> progress, Deadline deadline)
    {
        Webhook = await WebhookReceiver.StartAsync(Path.Combine(Directory, "ledgers", "webhook.ndjson"), deadline);
        _owned.Add(Webhook);
        Clouds = await ComputeClouds.StartAsync(3, Identity, Directory, Clock);
        _owned.Add(Clouds);
        var options = new EmbeddedOptions(Identity, Directory, Clock) { Programs = Programs(Settings, progress) };
        var pipeline = await PipelineAsync(options);
        Plan = StackPlan.Of(Settings, Webhook.Hook("channel").Address, [.. Clouds.All.SelectMany(c => c.Hosts)], pipeline);
        var environment = new EmbeddedEnvironment(options);
        _owned.Add(environment);
        Bed = await environment.StartAsync(Plan.Spec, deadline);
        _owned.Add(Bed);
        foreach (var component in Bed.Components)
            Log.Write(new ComponentReady(Log.Now, component.Origin, component is EmbeddedComponent { StartDuration: var took } ? took.TotalSeconds : 0));
        foreach (var host in Clouds.All.SelectMany(c => c.Hosts).Append(Node.Host))
            Log.Write(new ComponentReady(Log.Now, host.Origin, 0));
        foreach (var rewired in pipeline.Rewirings)
            Log.Write(new ConfigRewired(Log.Now, rewired.Component, rewired.Path, rewired.Was, rewired.Now, rewired.Why));
    }

    private async Task<PipelinePlan> PipelineAsync(EmbeddedOptions options)
    {
        NodeCloud = await ComputeCloud.StartAsync("node-1", Identity, Directory, Clock);
        _owned.Add(NodeCloud);
        Node = SimulatedNode.Create(NodeCloud.Hosts[0], options.Scratch);
        SpareNode = SimulatedNode.Create(NodeCloud.Hosts[1], options.Scratch, "spare");
        NarrowNode = SimulatedNode.Create(NodeCloud.Hosts[1], options.Scratch, "narrow");
        Signals = new SignalStreams(Identity, Directory, Clock, Node.Root);
        _owned.Add(Signals);
        return PipelinePlan.Of(Genestack, Node, SpareNode, NarrowNode);
    }

    /// <summary>Where programs are looked for.</summary>
    public static ProgramOptions Programs(RunSettings settings, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = new ProgramOptions { Given = settings.Programs, Progress = progress };
        return settings.Cache is null ? options : options with { Cache = settings.Cache };
    }

    /// <summary>Where runs are kept unless the settings say otherwise.</summary>
    public static string DefaultArtifacts => Path.Combine(Checkout.Root, "artifacts", "runs");

    private static string Version => typeof(ValidationRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static ImmutableSortedDictionary<string, string> Machine() => new Dictionary<string, string>
    {
        ["operating system"] = RuntimeInformation.OSDescription,
        ["processors"] = Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        // Figures and limits mean little on a machine that was busy with something else.
        ["load when it began"] = Load(),
        ["time zone"] = TimeZoneInfo.Local.Id,
        [".NET"] = RuntimeInformation.FrameworkDescription,
    }.ToImmutableSortedDictionary();
}
