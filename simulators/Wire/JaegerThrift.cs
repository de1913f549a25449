using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Transport;
using Thrift.Transport.Client;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Thrift;

namespace Validation.Simulators.Wire;

/// <summary>
/// Jaeger's Thrift messages: a <c>Batch</c> in the binary protocol, the body of <c>POST /api/traces</c>, and the agent's one-way call
/// <c>emitBatch</c> in the compact protocol, a UDP datagram. Source: Jaeger's jaeger.thrift and agent.thrift.
/// </summary>
/// <remarks>
/// They are held as the messages of Jaeger's gRPC intake, which have the same parts. Times are cut to microseconds. A span's
/// <c>parentSpanId</c> is its first CHILD_OF reference of the same trace.
/// </remarks>
public static class JaegerThrift
{
    private const string EmitBatch = "emitBatch";

    /// <summary>The body of a request over HTTP.</summary>
    public static async Task<byte[]> WriteBatchAsync(Batch batch)
    {
        using var memory = new TMemoryBufferTransport(new TConfiguration());
        using TProtocol to = new TBinaryProtocol(memory);
        await ThriftWriter.WriteAsync(to, batch);
        return memory.GetBuffer();
    }

    /// <summary>Reads the body of a request over HTTP.</summary>
    /// <exception cref="FormatException">It is cut, or a required field is not there.</exception>
    public static Task<Batch> ReadBatchAsync(ReadOnlyMemory<byte> body) => ReadAsync(body, m => new TBinaryProtocol(m), ThriftReader.BatchAsync);

    /// <summary>The datagram to an agent.</summary>
    public static async Task<byte[]> WriteDatagramAsync(Batch batch)
    {
        using var memory = new TMemoryBufferTransport(new TConfiguration());
        using TProtocol to = new TCompactProtocol(memory);
        await to.WriteMessageBeginAsync(new TMessage(EmitBatch, TMessageType.Oneway, 0));
        await to.WriteStructBeginAsync(new TStruct("emitBatch_args"));
        await to.WriteFieldBeginAsync(new TField("batch", TType.Struct, 1));
        await ThriftWriter.WriteAsync(to, batch);
        await to.WriteFieldEndAsync();
        await to.WriteFieldStopAsync();
        await to.WriteStructEndAsync();
        await to.WriteMessageEndAsync();
        return memory.GetBuffer();
    }

    /// <summary>Reads a datagram to an agent.</summary>
    /// <exception cref="FormatException">It is cut, is another call, or a required field is not there.</exception>
    public static Task<Batch> ReadDatagramAsync(ReadOnlyMemory<byte> datagram) => ReadAsync(datagram, m => new TCompactProtocol(m), CallAsync);

    private static async Task<Batch> CallAsync(TProtocol from)
    {
        // Older clients send the call as one that waits for an answer; agents take both.
        var call = await from.ReadMessageBeginAsync();
        if (call.Name != EmitBatch)
            throw new FormatException($"wanted the call {EmitBatch}, got {call.Name}");
        Batch? batch = null;
        await ThriftReader.FieldsAsync(from, "emitBatch_args", [1], async field =>
        {
            if (field is not (1, TType.Struct))
                return false;
            batch = await ThriftReader.BatchAsync(from);
            return true;
        });
        return batch!;
    }

    private static async Task<Batch> ReadAsync(ReadOnlyMemory<byte> bytes, Func<TTransport, TProtocol> protocol, Func<TProtocol, Task<Batch>> read)
    {
        using var memory = new TMemoryBufferTransport(bytes.ToArray(), new TConfiguration());
        using var from = protocol(memory);
        try
        {
            return await read(from);
        }
        catch (Exception problem) when (problem is TException or FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"Not a batch of Jaeger's Thrift: {problem.Message}", problem);
        }
    }
}
