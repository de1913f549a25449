using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>What became of a batch that was handed on.</summary>
internal enum Handing
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>It was refused for now; the sender may try again (memory limit, full queue): 503, Unavailable.</summary>
    NotNow,

    /// <summary>It was refused for good: 400, InvalidArgument.</summary>
    Never,
}

/// <summary>What became of a batch, and why.</summary>
/// <param name="Outcome">Taken, not now, never.</param>
/// <param name="Error">Why it was not taken; null when it was.</param>
internal readonly record struct Handed(Handing Outcome, string? Error)
{
    /// <summary>It was taken.</summary>
    public static Handed Taken { get; } = new(Handing.Taken, null);

    /// <summary>How long not to try again, when whoever refused said so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>
/// Takes batches: a processor, an exporter, or the entry of the pipelines. <typeparamref name="T"/> is one of
/// <see cref="ExportTraceServiceRequest"/>, <see cref="ExportMetricsServiceRequest"/>, <see cref="ExportLogsServiceRequest"/>.
/// A consumer may keep and change what it is given; who hands the same batch to two consumers clones it.
/// </summary>
internal interface IConsumer<in T>
{
    /// <summary>Takes a batch or says why not.</summary>
    ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop);
}

/// <summary>Where a receiver's batches go, by signal; null where no pipeline of that signal names the receiver.</summary>
internal sealed record Sinks(IConsumer<ExportTraceServiceRequest>? Traces, IConsumer<ExportMetricsServiceRequest>? Metrics, IConsumer<ExportLogsServiceRequest>? Logs);

/// <summary>What a part of the collector is made from.</summary>
/// <param name="Id">Name in the configuration: <c>filelog/openstack</c>.</param>
/// <param name="Settings">Its settings; may not exist.</param>
/// <param name="Metrics">The collector's own metrics. A receiver counts <c>otelcol_receiver_accepted_*</c>, <c>otelcol_receiver_refused_*</c>
/// with labels receiver and transport; an exporter <c>otelcol_exporter_sent_*</c>, <c>otelcol_exporter_send_failed_*</c>.</param>
/// <param name="Log">Writes a line to the collector's log.</param>
/// <param name="Clock">The clock.</param>
internal sealed record PartContext(string Id, ConfigNode Settings, SelfMetrics Metrics, Action<string> Log, TimeProvider Clock);

/// <summary>A receiver: starts to listen, tail or scrape; disposing it stops that and hands on what it still holds.</summary>
internal interface IReceiver : IAsyncDisposable
{
    /// <summary>Starts. Returns when it listens.</summary>
    Task StartAsync(CancellationToken stop);
}

/// <summary>Makes a receiver of one type.</summary>
internal delegate IReceiver ReceiverMaker(PartContext context, Sinks sinks);

/// <summary>A processor of one signal in one pipeline; disposing it hands on what it still holds.</summary>
internal interface IProcessor<T> : IConsumer<T>, IAsyncDisposable;

/// <summary>An exporter of one signal; disposing it sends what it still holds, once.</summary>
internal interface IExporter<T> : IConsumer<T>, IAsyncDisposable;

/// <summary>Makes an exporter of one type for one signal.</summary>
internal delegate IExporter<T> ExporterMaker<T>(PartContext context);

/// <summary>
/// Sends one batch once: what an exporter does behind its queue and its retries. The queue asks again after
/// <see cref="Handing.NotNow"/>, and drops and counts the batch after <see cref="Handing.Never"/>.
/// </summary>
internal interface ISender<in T> : IAsyncDisposable
{
    /// <summary>Sends.</summary>
    Task<Handed> SendAsync(T batch, CancellationToken stop);
}

/// <summary>A receiver or extension that tells where it listens.</summary>
internal interface IListens
{
    /// <summary>By protocol, with the ports that the kernel chose; of use after the start only.</summary>
    IEnumerable<(string Protocol, System.Net.IPEndPoint Address)> Addresses { get; }
}

/// <summary>A sender whose counters have more labels than the exporter's name.</summary>
internal interface ILabelled
{
    /// <summary>The labels, sorted by name; all of them come after <c>exporter</c>.</summary>
    System.Collections.Immutable.ImmutableArray<(string Name, string Value)> Labels { get; }
}
