using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>What stands between a pipeline and a sender.</summary>
/// <param name="Queue">The queue; null when the pipeline waits for each batch.</param>
/// <param name="Retry">How a batch is sent again; null when it is sent once.</param>
internal sealed record ExportSettings(QueueSettings? Queue, RetrySettings? Retry)
{
    /// <summary>Neither queue nor retries: exporters that do not leave the machine.</summary>
    public static ExportSettings None { get; } = new(null, null);

    /// <summary>Those of most exporters: <c>sending_queue</c> and <c>retry_on_failure</c>, both on where nothing is said.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static ExportSettings From(ConfigNode settings) => new(
        QueueSettings.From(settings["sending_queue"]),
        RetrySettings.From(settings["retry_on_failure"], TimeSpan.FromSeconds(5)));

    /// <summary>
    /// Those of the exporter <c>prometheusremotewrite</c>: <c>remote_write_queue</c>, one batch at a time so that samples stay in order,
    /// and retries that end with <c>timeout</c>.
    /// </summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static ExportSettings OfRemoteWrite(ConfigNode settings)
    {
        var queue = settings["remote_write_queue"].Only("enabled", "queue_size", "num_consumers");
        var retry = RetrySettings.From(settings["retry_on_failure"], TimeSpan.FromMilliseconds(50));
        var limit = settings["timeout"].Duration(TimeSpan.FromSeconds(5));
        return new ExportSettings(
            queue["enabled"].Flag(true) ? new QueueSettings((int)queue["queue_size"].Number(10_000), 1) : null,
            retry is not null && limit > TimeSpan.Zero && (retry.MaxElapsed == TimeSpan.Zero || retry.MaxElapsed > limit)
                ? retry with { MaxElapsed = limit }
                : retry);
    }
}

/// <summary>The queue of an exporter.</summary>
/// <param name="Capacity">How many batches it holds, those that are being sent included.</param>
/// <param name="Consumers">How many are sent at a time.</param>
internal sealed record QueueSettings(int Capacity, int Consumers)
{
    /// <summary>Reads <c>sending_queue</c>; null when it is switched off.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or asks for what the stand-in's queue cannot do.</exception>
    public static QueueSettings? From(ConfigNode queue)
    {
        queue.Only("enabled", "num_consumers", "queue_size", "sizer", "block_on_overflow", "wait_for_result");
        if (!queue["enabled"].Flag(true))
            return null;
        if (queue["sizer"].Text("requests") != "requests")
            throw queue["sizer"].Bad("requests");
        foreach (var key in (string[])["block_on_overflow", "wait_for_result"])
        {
            if (queue[key].Flag(false))
                throw queue[key].Bad("false; the stand-in's queue cannot do this");
        }

        var size = queue["queue_size"].Number(1000);
        var consumers = queue["num_consumers"].Number(10);
        if (size is < 1 or > int.MaxValue)
            throw queue["queue_size"].Bad("1 or more");
        if (consumers is < 1 or > 1000)
            throw queue["num_consumers"].Bad("1 to 1000");
        return new QueueSettings((int)size, (int)consumers);
    }
}

/// <summary>How a batch is sent again.</summary>
/// <param name="Initial">First pause.</param>
/// <param name="Multiplier">By what each pause is longer than the last.</param>
/// <param name="Randomisation">By how much of itself a pause may be shorter or longer, 0 to 1.</param>
/// <param name="Max">Longest pause.</param>
/// <param name="MaxElapsed">When to give up, from the first attempt; zero for never.</param>
internal sealed record RetrySettings(TimeSpan Initial, double Multiplier, double Randomisation, TimeSpan Max, TimeSpan MaxElapsed)
{
    /// <summary>Reads <c>retry_on_failure</c>; null when it is switched off.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static RetrySettings? From(ConfigNode retry, TimeSpan initial)
    {
        retry.Only("enabled", "initial_interval", "multiplier", "randomization_factor", "max_interval", "max_elapsed_time");
        var randomisation = retry["randomization_factor"].Real(0.5);
        if (randomisation is < 0 or > 1)
            throw retry["randomization_factor"].Bad("0 to 1");
        return !retry["enabled"].Flag(true) ? null : new RetrySettings(
            retry["initial_interval"].Duration(initial),
            retry["multiplier"].Real(1.5),
            randomisation,
            retry["max_interval"].Duration(TimeSpan.FromSeconds(30)),
            retry["max_elapsed_time"].Duration(TimeSpan.FromMinutes(5)));
    }
}
