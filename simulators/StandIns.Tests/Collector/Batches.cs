using System.Threading.Channels;
using Google.Protobuf;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>Batches of numbered log records, and their numbers again.</summary>
internal static class Batches
{
    /// <summary>Records whose bodies are the numbers, over resources and scopes of uneven size.</summary>
    public static ExportLogsServiceRequest Logs(long from, int count, int perScope = 7, int scopes = 3)
    {
        var batch = new ExportLogsServiceRequest();
        for (var i = 0; i < count; i++)
        {
            if (i % (perScope * scopes) == 0)
                batch.ResourceLogs.Add(new ResourceLogs { SchemaUrl = "schema", Resource = new Resource { Attributes = { Text("r", $"{from + i}") } } });
            if (i % perScope == 0)
                batch.ResourceLogs[^1].ScopeLogs.Add(new ScopeLogs { Scope = new InstrumentationScope { Name = $"s{from + i}" } });
            batch.ResourceLogs[^1].ScopeLogs[^1].LogRecords.Add(new LogRecord { Body = new AnyValue { IntValue = from + i } });
        }

        return batch;
    }

    public static IEnumerable<long> Numbers(this ExportLogsServiceRequest batch) =>
        from resource in batch.ResourceLogs from scope in resource.ScopeLogs from record in scope.LogRecords select record.Body.IntValue;

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static string? TextOf(this IEnumerable<KeyValue> attributes, string key) => attributes.SingleOrDefault(a => a.Key == key)?.Value.StringValue;
}

/// <summary>Keeps what it is given, and answers as told.</summary>
internal sealed class Collecting<T> : IConsumer<T>
    where T : class, IMessage<T>, new()
{
    private readonly Lock _gate = new();
    private readonly Channel<T> _came = Channel.CreateUnbounded<T>();

    public List<T> Batches { get; } = [];

    public Func<T, Handed> Answer { get; set; } = _ => Handed.Taken;

    public ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        lock (_gate)
            Batches.Add(batch);
        _came.Writer.TryWrite(batch);
        return new(Answer(batch));
    }

    /// <summary>Waits until one more batch has come.</summary>
    public async Task CameAsync(CancellationToken cancel) => await _came.Reader.ReadAsync(cancel);
}
