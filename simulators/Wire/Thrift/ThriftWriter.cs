using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Validation.Simulators.Wire.Jaeger;
using ValueType = Validation.Simulators.Wire.Jaeger.ValueType;

namespace Validation.Simulators.Wire.Thrift;

/// <summary>Writes the structures of jaeger.thrift.</summary>
internal static class ThriftWriter
{
    public static Task WriteAsync(TProtocol to, Batch batch) => StructAsync(to, "Batch", async () =>
    {
        await FieldAsync(to, 1, TType.Struct, () => WriteAsync(to, batch.Process ?? new Process()));
        await ListAsync(to, 2, batch.Spans, WriteAsync);
    });

    private static Task WriteAsync(TProtocol to, Process process) => StructAsync(to, "Process", async () =>
    {
        await FieldAsync(to, 1, TType.String, () => to.WriteStringAsync(process.ServiceName));
        if (process.Tags.Count > 0)
            await ListAsync(to, 2, process.Tags, WriteAsync);
    });

    private static Task WriteAsync(TProtocol to, Span span) => StructAsync(to, "Span", async () =>
    {
        var parent = span.References.FirstOrDefault(r => r.RefType == SpanRefType.ChildOf && r.TraceId == span.TraceId);
        await LongAsync(to, 1, Low(span.TraceId));
        await LongAsync(to, 2, High(span.TraceId));
        await LongAsync(to, 3, Low(span.SpanId));
        await LongAsync(to, 4, parent is null ? 0 : Low(parent.SpanId));
        await FieldAsync(to, 5, TType.String, () => to.WriteStringAsync(span.OperationName));
        var references = span.References.Where(r => r != parent).ToList();
        if (references.Count > 0)
            await ListAsync(to, 6, references, WriteAsync);
        await FieldAsync(to, 7, TType.I32, () => to.WriteI32Async((int)span.Flags));
        await LongAsync(to, 8, Microseconds(span.StartTime));
        await LongAsync(to, 9, span.Duration is { } d ? (d.Seconds * 1_000_000) + (d.Nanos / 1_000) : 0);
        if (span.Tags.Count > 0)
            await ListAsync(to, 10, span.Tags, WriteAsync);
        if (span.Logs.Count > 0)
            await ListAsync(to, 11, span.Logs, WriteAsync);
    });

    private static Task WriteAsync(TProtocol to, SpanRef reference) => StructAsync(to, "SpanRef", async () =>
    {
        await FieldAsync(to, 1, TType.I32, () => to.WriteI32Async((int)reference.RefType));
        await LongAsync(to, 2, Low(reference.TraceId));
        await LongAsync(to, 3, High(reference.TraceId));
        await LongAsync(to, 4, Low(reference.SpanId));
    });

    private static Task WriteAsync(TProtocol to, Log log) => StructAsync(to, "Log", async () =>
    {
        await LongAsync(to, 1, Microseconds(log.Timestamp));
        await ListAsync(to, 2, log.Fields, WriteAsync);
    });

    private static Task WriteAsync(TProtocol to, KeyValue tag) => StructAsync(to, "Tag", async () =>
    {
        await FieldAsync(to, 1, TType.String, () => to.WriteStringAsync(tag.Key));
        await FieldAsync(to, 2, TType.I32, () => to.WriteI32Async((int)ThriftTagTypes.Of(tag.VType)));
        await (tag.VType switch
        {
            ValueType.String => FieldAsync(to, 3, TType.String, () => to.WriteStringAsync(tag.VStr)),
            ValueType.Float64 => FieldAsync(to, 4, TType.Double, () => to.WriteDoubleAsync(tag.VFloat64)),
            ValueType.Bool => FieldAsync(to, 5, TType.Bool, () => to.WriteBoolAsync(tag.VBool)),
            ValueType.Int64 => LongAsync(to, 6, tag.VInt64),
            _ => FieldAsync(to, 7, TType.String, () => to.WriteBinaryAsync(tag.VBinary.ToByteArray())),
        });
    });

    private static async Task StructAsync(TProtocol to, string name, Func<Task> fields)
    {
        await to.WriteStructBeginAsync(new TStruct(name));
        await fields();
        await to.WriteFieldStopAsync();
        await to.WriteStructEndAsync();
    }

    private static async Task FieldAsync(TProtocol to, short id, TType type, Func<Task> value)
    {
        await to.WriteFieldBeginAsync(new TField("", type, id));
        await value();
        await to.WriteFieldEndAsync();
    }

    private static Task LongAsync(TProtocol to, short id, long value) => FieldAsync(to, id, TType.I64, () => to.WriteI64Async(value));

    private static Task ListAsync<T>(TProtocol to, short id, ICollection<T> values, Func<TProtocol, T, Task> write) => FieldAsync(to, id, TType.List, async () =>
    {
        await to.WriteListBeginAsync(new TList(TType.Struct, values.Count));
        foreach (var value in values)
            await write(to, value);
        await to.WriteListEndAsync();
    });

    private static long Microseconds(Timestamp? time) => time is null ? 0 : (time.Seconds * 1_000_000) + (time.Nanos / 1_000);

    private static long Low(ByteString id) => id.Length < 8 ? 0 : BinaryPrimitives.ReadInt64BigEndian(id.Span[^8..]);

    private static long High(ByteString id) => id.Length < 16 ? 0 : BinaryPrimitives.ReadInt64BigEndian(id.Span[^16..]);
}
