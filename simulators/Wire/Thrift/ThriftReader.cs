using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;
using Validation.Simulators.Wire.Jaeger;

namespace Validation.Simulators.Wire.Thrift;

/// <summary>Reads the structures of jaeger.thrift; unknown fields, and known ones of another type, are skipped.</summary>
internal static class ThriftReader
{
    public static async Task<Batch> BatchAsync(TProtocol from)
    {
        var batch = new Batch();
        await FieldsAsync(from, "Batch", [1, 2], async field =>
        {
            switch (field)
            {
                case (1, TType.Struct):
                    batch.Process = await ProcessAsync(from);
                    return true;
                case (2, TType.List):
                    await ListAsync(from, batch.Spans, SpanAsync);
                    return true;
                default:
                    return false;
            }
        });
        return batch;
    }

    /// <summary>Reads the fields of a structure until its end.</summary>
    /// <param name="from">At the structure's beginning.</param>
    /// <param name="name">Name of the structure.</param>
    /// <param name="required">Ids of the fields that must be there.</param>
    /// <param name="read">Takes a field's id and type; reads its value and says so, or leaves it.</param>
    /// <exception cref="FormatException">A required field is not there.</exception>
    public static async Task FieldsAsync(TProtocol from, string name, short[] required, Func<(short Id, TType Type), Task<bool>> read)
    {
        var missing = required.ToList();
        await from.ReadStructBeginAsync();
        while (await from.ReadFieldBeginAsync() is { Type: not TType.Stop } field)
        {
            if (await read((field.ID, field.Type)))
                missing.Remove(field.ID);
            else
                await TProtocolUtil.SkipAsync(from, field.Type, CancellationToken.None);
            await from.ReadFieldEndAsync();
        }

        await from.ReadStructEndAsync();
        if (missing.Count > 0)
            throw new FormatException($"the required field {missing[0]} of {name} is not there");
    }

    private static async Task<Process> ProcessAsync(TProtocol from)
    {
        var process = new Process();
        await FieldsAsync(from, "Process", [1], async field =>
        {
            switch (field)
            {
                case (1, TType.String):
                    process.ServiceName = await from.ReadStringAsync();
                    return true;
                case (2, TType.List):
                    await ListAsync(from, process.Tags, TagAsync);
                    return true;
                default:
                    return false;
            }
        });
        return process;
    }

    private static async Task<Span> SpanAsync(TProtocol from)
    {
        var span = new Span();
        var (low, high, parent) = (0L, 0L, 0L);
        await FieldsAsync(from, "Span", [1, 2, 3, 4, 5, 7, 8, 9], async field =>
        {
            switch (field)
            {
                case (1, TType.I64):
                    low = await from.ReadI64Async();
                    return true;
                case (2, TType.I64):
                    high = await from.ReadI64Async();
                    return true;
                case (3, TType.I64):
                    span.SpanId = SpanId(await from.ReadI64Async());
                    return true;
                case (4, TType.I64):
                    parent = await from.ReadI64Async();
                    return true;
                case (5, TType.String):
                    span.OperationName = await from.ReadStringAsync();
                    return true;
                case (6, TType.List):
                    await ListAsync(from, span.References, ReferenceAsync);
                    return true;
                case (7, TType.I32):
                    span.Flags = unchecked((uint)await from.ReadI32Async());
                    return true;
                case (8, TType.I64):
                    span.StartTime = Time(await from.ReadI64Async());
                    return true;
                case (9, TType.I64):
                    var duration = await from.ReadI64Async();
                    span.Duration = new Duration { Seconds = duration / 1_000_000, Nanos = (int)(duration % 1_000_000 * 1_000) };
                    return true;
                case (10, TType.List):
                    await ListAsync(from, span.Tags, TagAsync);
                    return true;
                case (11, TType.List):
                    await ListAsync(from, span.Logs, LogAsync);
                    return true;
                default:
                    return false;
            }
        });
        span.TraceId = TraceId(high, low);
        var reference = new SpanRef { TraceId = span.TraceId, SpanId = SpanId(parent), RefType = SpanRefType.ChildOf };
        if (parent != 0 && !span.References.Contains(reference))
            span.References.Insert(0, reference);
        return span;
    }

    private static async Task<SpanRef> ReferenceAsync(TProtocol from)
    {
        var reference = new SpanRef();
        var (low, high) = (0L, 0L);
        await FieldsAsync(from, "SpanRef", [1, 2, 3, 4], async field =>
        {
            switch (field)
            {
                case (1, TType.I32):
                    reference.RefType = (SpanRefType)await from.ReadI32Async();
                    return true;
                case (2, TType.I64):
                    low = await from.ReadI64Async();
                    return true;
                case (3, TType.I64):
                    high = await from.ReadI64Async();
                    return true;
                case (4, TType.I64):
                    reference.SpanId = SpanId(await from.ReadI64Async());
                    return true;
                default:
                    return false;
            }
        });
        reference.TraceId = TraceId(high, low);
        return reference;
    }

    private static async Task<Log> LogAsync(TProtocol from)
    {
        var log = new Log();
        await FieldsAsync(from, "Log", [1, 2], async field =>
        {
            switch (field)
            {
                case (1, TType.I64):
                    log.Timestamp = Time(await from.ReadI64Async());
                    return true;
                case (2, TType.List):
                    await ListAsync(from, log.Fields, TagAsync);
                    return true;
                default:
                    return false;
            }
        });
        return log;
    }

    private static async Task<KeyValue> TagAsync(TProtocol from)
    {
        var tag = new KeyValue();
        await FieldsAsync(from, "Tag", [1, 2], async field =>
        {
            switch (field)
            {
                case (1, TType.String):
                    tag.Key = await from.ReadStringAsync();
                    return true;
                case (2, TType.I32):
                    tag.VType = ThriftTagTypes.From(await from.ReadI32Async());
                    return true;
                case (3, TType.String):
                    tag.VStr = await from.ReadStringAsync();
                    return true;
                case (4, TType.Double):
                    tag.VFloat64 = await from.ReadDoubleAsync();
                    return true;
                case (5, TType.Bool):
                    tag.VBool = await from.ReadBoolAsync();
                    return true;
                case (6, TType.I64):
                    tag.VInt64 = await from.ReadI64Async();
                    return true;
                case (7, TType.String):
                    tag.VBinary = ByteString.CopyFrom(await from.ReadBinaryAsync());
                    return true;
                default:
                    return false;
            }
        });
        return tag;
    }

    private static async Task ListAsync<T>(TProtocol from, ICollection<T> values, Func<TProtocol, Task<T>> read)
    {
        var list = await from.ReadListBeginAsync();
        if (list.Count > 0 && list.ElementType != TType.Struct)
            throw new FormatException($"wanted a list of structures, got one of {list.ElementType}");
        for (var i = 0; i < list.Count; i++)
            values.Add(await read(from));
        await from.ReadListEndAsync();
    }

    private static Timestamp Time(long microseconds)
    {
        var seconds = Math.DivRem(microseconds, 1_000_000, out var rest);
        return rest < 0 ? new Timestamp { Seconds = seconds - 1, Nanos = (int)((rest + 1_000_000) * 1_000) } : new Timestamp { Seconds = seconds, Nanos = (int)(rest * 1_000) };
    }

    private static ByteString SpanId(long id)
    {
        System.Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    private static ByteString TraceId(long high, long low)
    {
        System.Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], low);
        return ByteString.CopyFrom(bytes);
    }
}
