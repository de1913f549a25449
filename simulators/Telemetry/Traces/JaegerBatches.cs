using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Jaeger;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Cuts spans into the batches that Thrift can carry.</summary>
internal static class JaegerBatches
{
    /// <summary>One batch a service.</summary>
    public static IEnumerable<Batch> ByService(IEnumerable<SpanRecord> spans)
    {
        foreach (var service in spans.GroupBy(s => s.Service))
        {
            var batch = new Batch { Process = JaegerSpans.Process(service.First()) };
            batch.Spans.AddRange(service.Select(JaegerSpans.ToJaeger));
            yield return batch;
        }
    }

    /// <summary>The batch as datagrams that are no larger than allowed, halved as often as it takes.</summary>
    /// <exception cref="BadInputException">A single span is larger.</exception>
    public static async Task<IReadOnlyList<byte[]>> DatagramsAsync(Batch batch, int largest)
    {
        var datagram = await JaegerThrift.WriteDatagramAsync(batch);
        if (datagram.Length <= largest)
            return [datagram];
        if (batch.Spans.Count == 1)
        {
            throw new BadInputException("A span does not fit into a datagram", batch.Spans[0].OperationName, $"at most {largest} bytes", $"{datagram.Length}",
                "send it over HTTP or gRPC");
        }

        var (first, second) = (new Batch { Process = batch.Process }, new Batch { Process = batch.Process });
        first.Spans.AddRange(batch.Spans.Take(batch.Spans.Count / 2));
        second.Spans.AddRange(batch.Spans.Skip(batch.Spans.Count / 2));
        return [.. await DatagramsAsync(first, largest), .. await DatagramsAsync(second, largest)];
    }
}
