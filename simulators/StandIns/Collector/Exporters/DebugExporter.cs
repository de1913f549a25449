using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>The exporter <c>debug</c>: writes what it is given to the collector's log.</summary>
internal static class DebugExporter
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IExporter<T> Make<T>(PartContext context)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("verbosity", "sampling_initial", "sampling_thereafter", "use_internal_logger");
        var verbosity = settings["verbosity"].Text("basic");
        if (verbosity is not ("basic" or "normal" or "detailed"))
            throw settings["verbosity"].Bad("basic, normal or detailed");
        var sampler = new LogSampler(settings["sampling_initial"].Number(2), settings["sampling_thereafter"].Number(1), context.Clock);
        return new Exporter<T>(context, new DebugSender<T>(context, verbosity != "basic", sampler), ExportSettings.None);
    }
}

/// <summary>Writes a line for each batch and, when asked to, one for each item.</summary>
internal sealed class DebugSender<T>(PartContext context, bool items, LogSampler sampler) : ISender<T>
    where T : class, IMessage<T>, new()
{
    private readonly Signal<T> _signal = Signals.Of<T>();
    private readonly string _title = char.ToUpperInvariant(Signals.Of<T>().Name[0]) + Signals.Of<T>().Name[1..];

    /// <inheritdoc/>
    public Task<Handed> SendAsync(T batch, CancellationToken stop)
    {
        if (sampler.Takes(_title))
            context.Log($"info\t{_title}\t{context.Id}\tresources={_signal.Resources(batch).Count()} {_signal.Items}={_signal.Count(batch)}");
        // The text of items differs from batch to batch, so that sampling seldom leaves one out, as with the real exporter.
        if (items && DebugText.Of(batch) is var text && sampler.Takes(text))
            context.Log($"info\t{text}\t{context.Id}");
        return Task.FromResult(Handed.Taken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// Lets through the first messages of one text within a second, and then every so many: how the collector's logger thins out what the
/// debug exporter writes. Texts share counters by hash, as there.
/// </summary>
internal sealed class LogSampler(long first, long thereafter, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[4096];
    private long _second = clock.GetTimestamp();

    /// <summary>Whether the message is written.</summary>
    public bool Takes(string message)
    {
        var slot = (uint)message.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)) % (uint)_counts.Length;
        lock (_gate)
        {
            if (clock.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1))
            {
                Array.Clear(_counts);
                _second = clock.GetTimestamp();
            }

            var count = ++_counts[slot];
            return count <= first || (thereafter > 0 && (count - first) % thereafter == 0);
        }
    }
}
