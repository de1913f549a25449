using System.Collections.Immutable;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Traces;
using Validation.Steps.Run;

namespace Validation.Steps.Traces;

/// <summary>Sends trees into the stack.</summary>
public static class TreeSender
{
    /// <summary>How many trees a stream has.</summary>
    public const int Trees = 200;

    /// <summary>What the names of the services begin with that only <see cref="OfOwnServices"/> has.</summary>
    public const string OwnServices = "counted-";

    private const int AtOnce = 10;

    private const int DatagramsAtOnce = 2;

    // Nothing tells a sender of datagrams to slow down, and the receiver's socket holds but a few.
    private static readonly TimeSpan BetweenDatagrams = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(10);

    /// <summary>The trees of all channels, sent side by side, once a run.</summary>
    public static OncePerRun<ImmutableArray<SentTrees>> OfEveryChannel { get; } = new(async run =>
        [.. await Task.WhenAll(TraceChannel.All.Select(channel => SendAsync(run, channel, $"traces-{channel.Protocol.ToString().ToLowerInvariant()}")))]);

    /// <summary>The trees of which Tempo's generator must make metrics that can be told from all others, once a run.</summary>
    public static OncePerRun<SentTrees> OfOwnServices { get; } = new(run => SendAsync(run, TraceChannel.All[0], "traces-counted", OwnServices));

    /// <summary>Sends some trees to the daemon collector, where the documentation sends applications.</summary>
    public static Task<SentTrees> ToDaemonAsync(ValidationRun run, TraceChannel channel, int trees)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(channel);
        return SendAsync(run, channel, $"daemon-{channel.Protocol.ToString().ToLowerInvariant()}", "", "collector-daemon", trees);
    }

    private static async Task<SentTrees> SendAsync(
        ValidationRun run, TraceChannel channel, string stream, string servicePrefix = "", string collector = "collector-deployment", int count = Trees)
    {
        var items = run.Signals.Items(run.Signals.NewName(stream));
        // All has ended by now: Tempo makes no metrics of spans that end in the future.
        var begin = run.Clock.GetUtcNow() - (Spacing * count) - TraceStream.Longest;
        var trees = new TraceStream(items, begin, Spacing, servicePrefix);
        using var deadline = run.In(run.Patience);
        using var emitter = TraceEmitters.Create(channel.Protocol, trees, run.Signals.LedgerOf(items.Name), run.Bed[collector].Endpoint(channel.Port));
        var emissions = ImmutableArray.CreateBuilder<Emission>();
        var atOnce = channel.Answers ? AtOnce : DatagramsAtOnce;
        for (var from = 0; from < count; from += atOnce)
        {
            emissions.Add(await emitter.SendAsync(from, atOnce, deadline));
            if (!channel.Answers)
                await deadline.DelayAsync(BetweenDatagrams);
        }

        return new SentTrees(channel, trees, emissions.ToImmutable());
    }
}
