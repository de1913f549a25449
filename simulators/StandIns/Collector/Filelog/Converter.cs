using Google.Protobuf.Collections;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Operators;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Filelog;

/// <summary>Makes OTLP of records: those of the same resource in one group, in the order of each group's first.</summary>
internal static class Converter
{
    /// <summary>A request of some records.</summary>
    public static ExportLogsServiceRequest ToRequest(IReadOnlyList<Entry> entries)
    {
        var request = new ExportLogsServiceRequest();
        var groups = new List<(ValueMap Resource, ScopeLogs Records)>();
        foreach (var entry in entries)
        {
            var group = groups.Find(g => Values.SameMaps(g.Resource, entry.Resource));
            if (group.Records is null)
            {
                group = (entry.Resource, new ScopeLogs { Scope = new InstrumentationScope() });
                groups.Add(group);
                var logs = new ResourceLogs { Resource = new Resource(), ScopeLogs = { group.Records } };
                Fill(logs.Resource.Attributes, entry.Resource);
                request.ResourceLogs.Add(logs);
            }

            group.Records.LogRecords.Add(ToRecord(entry));
        }

        return request;
    }

    private static LogRecord ToRecord(Entry entry)
    {
        var record = new LogRecord
        {
            TimeUnixNano = (ulong)(entry.Time ?? 0),
            ObservedTimeUnixNano = (ulong)entry.ObservedTime,
            SeverityNumber = (SeverityNumber)entry.Severity,
            SeverityText = entry.SeverityText.Length > 0 ? entry.SeverityText : SeverityPart.DefaultText(entry.Severity),
            Body = ToValue(entry.Body),
        };
        record.Attributes.Capacity = entry.Attributes.Count;
        Fill(record.Attributes, entry.Attributes);
        return record;
    }

    private static void Fill(RepeatedField<KeyValue> to, ValueMap map)
    {
        foreach (var (name, value) in map.Items)
            to.Add(new KeyValue { Key = name, Value = ToValue(value) });
    }

    private static AnyValue ToValue(object? value)
    {
        switch (value)
        {
            case string text:
                return new AnyValue { StringValue = text };
            case long whole:
                return new AnyValue { IntValue = whole };
            case double real:
                return new AnyValue { DoubleValue = real };
            case bool truth:
                return new AnyValue { BoolValue = truth };
            case List<object?> list:
                var array = new ArrayValue();
                array.Values.AddRange(list.Select(ToValue));
                return new AnyValue { ArrayValue = array };
            case ValueMap map:
                var pairs = new KeyValueList();
                Fill(pairs.Values, map);
                return new AnyValue { KvlistValue = pairs };
            default:
                return new AnyValue();
        }
    }
}
