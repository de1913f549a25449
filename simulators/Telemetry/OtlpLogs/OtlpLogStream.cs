using System.Diagnostics.CodeAnalysis;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using Attr = Validation.Harness.Signals.Attributes;
using LogRecord = Validation.Simulators.Wire.Otlp.LogRecord;

namespace Validation.Simulators.Telemetry.OtlpLogs;

/// <summary>
/// A numbered stream of log records in OTLP. Everything of a record is a pure function of (run seed, stream, number), and so is what a
/// Loki with Genestack's settings shows of it.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of numbered items, the harness' word for it.")]
public sealed class OtlpLogStream
{
    private readonly DateTimeOffset _begin;
    private readonly TimeSpan _spacing;
    private readonly Resource _resource = new();
    private readonly InstrumentationScope _scope = new() { Name = LogLabels.ScopeName, Version = LogLabels.ScopeVersion };

    /// <summary>A stream.</summary>
    /// <param name="items">The stream's numbers; its name is the label <c>service_instance_id</c>.</param>
    /// <param name="begin">Time of the first record. Loki refuses what is older than a week, and what is much older than a stream's newest.</param>
    /// <param name="spacing">From one record to the next.</param>
    public OtlpLogStream(NumberedItems items, DateTimeOffset begin, TimeSpan spacing)
    {
        ArgumentNullException.ThrowIfNull(items);
        (Items, _begin, _spacing) = (items, begin, spacing);
        _resource.Attributes.AddAttributes(Attr.Of(LogLabels.Resource(items.Name)));
        _scope.Attributes.AddAttributes(Attr.Of(("scope.attr", "s")));
    }

    /// <summary>The stream's numbers.</summary>
    public NumberedItems Items { get; }

    /// <summary>The record as it is sent.</summary>
    /// <param name="seq">Its number, from 0.</param>
    public LogRecord Record(long seq) => new LogRecordBuilder(Items, seq, Time(seq)).Record();

    /// <summary>The record as Loki must show it, asked with categorised labels.</summary>
    /// <param name="seq">Its number, from 0.</param>
    public ExpectedLog Expected(long seq) => new LogRecordBuilder(Items, seq, Time(seq)).Expected();

    /// <summary>A request with consecutive records.</summary>
    public ExportLogsServiceRequest ToRequest(long from, int count)
    {
        var scope = new ScopeLogs { Scope = _scope };
        scope.LogRecords.Capacity = count;
        for (var seq = from; seq < from + count; seq++)
            scope.LogRecords.Add(Record(seq));
        return new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = _resource, ScopeLogs = { scope } } } };
    }

    private long Time(long seq) => ((_begin + (_spacing * seq) - DateTimeOffset.UnixEpoch).Ticks * 100) + Items.Pick(seq, 1, 100);
}
