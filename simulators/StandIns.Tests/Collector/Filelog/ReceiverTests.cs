using System.Threading.Channels;
using Validation.Simulators.StandIns.Collector.Filelog;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>The receiver as a collector runs it, with the time of the wall.</summary>
internal sealed class ReceiverTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("logs-").FullName;

    [OneTimeTearDown]
    public void NoFiles() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task It_reads_what_is_written_while_it_runs_and_hands_on_the_rest_when_it_stops()
    {
        var sink = new ChannelSink();
        var receiver = Make(sink, "a", "operators: [{type: recombine, combine_field: body, is_first_entry: 'body startsWith \"1\"'}]");
        await receiver.StartAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_root, "a.log"), "1 first\nmore\n1 held\n");
        (await sink.NextAsync()).ShouldBe(["1 first\nmore"]);
        await receiver.DisposeAsync();
        await receiver.DisposeAsync();
        (await sink.NextAsync()).ShouldBe(["1 held"]);
    }

    [Test]
    public async Task A_million_lines_through_genestacks_operators_are_each_found_once()
    {
        const int Lines = 1_000_000;
        var directory = Directory.CreateDirectory(Path.Combine(_root, "million", "var/log/nova")).FullName;
        using (var file = new StreamWriter(Path.Combine(directory, "nova-compute.log")))
        {
            for (var i = 0; i < Lines; i++)
                file.WriteLine($"2026-03-04 05:06:07.123 7 INFO nova.compute.manager [None req-77aa01bc-1111-4222-8333-944455566677 6d1f 91b2 - - default default] number {i} of many");
        }

        var text = (await File.ReadAllTextAsync(Bench.Recorded("genestack-filelog.yaml"))).Replace("/var/log", $"{_root}/million/var/log", StringComparison.Ordinal)
            .Replace("start_at: end", "start_at: beginning", StringComparison.Ordinal);
        var settings = ConfigNode.Parse("genestack-filelog.yaml", text)["receivers"]["filelog/openstack"];
        var sink = new CountingSink(Lines);
        var metrics = new SelfMetrics();
        var receiver = FilelogReceiver.Make(new PartContext("filelog/openstack", settings, metrics, _ => { }, TimeProvider.System), new Sinks(null, null, sink));
        await receiver.StartAsync(CancellationToken.None);
        await sink.AllButTheHeld.WaitAsync(TimeSpan.FromMinutes(2));
        await receiver.DisposeAsync();
        sink.Seen.ShouldBe(Lines);
        sink.Twice.ShouldBe(0);
        sink.Odd.ShouldBe(0);
        metrics.Value("otelcol_receiver_accepted_log_records", ("receiver", "filelog/openstack"), ("transport", "")).ShouldBe(Lines);
    }

    private IReceiver Make(ChannelSink sink, string name, string more) => FilelogReceiver.Make(new PartContext($"filelog/{name}",
        ConfigNode.Parse("c.yaml", $"include: ['{_root}/{name}.log']\nstart_at: beginning\n{more}\n"), new SelfMetrics(), _ => { }, TimeProvider.System), new Sinks(null, null, sink));

    private sealed class ChannelSink : IConsumer<ExportLogsServiceRequest>
    {
        private readonly Channel<ExportLogsServiceRequest> _batches = Channel.CreateUnbounded<ExportLogsServiceRequest>();

        public async ValueTask<Handed> ConsumeAsync(ExportLogsServiceRequest batch, CancellationToken stop)
        {
            await _batches.Writer.WriteAsync(batch, stop);
            return Handed.Taken;
        }

        public async Task<string[]> NextAsync()
        {
            var batch = await _batches.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            return [.. batch.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords).Select(r => r.Body.StringValue)];
        }
    }

    private sealed class CountingSink(int lines) : IConsumer<ExportLogsServiceRequest>
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly System.Collections.BitArray _numbers = new(lines);

        // The operators hold the last line until the next one, or the end.
        public Task AllButTheHeld => _done.Task;

        public int Seen { get; private set; }

        public int Twice { get; private set; }

        public int Odd { get; private set; }

        public ValueTask<Handed> ConsumeAsync(ExportLogsServiceRequest batch, CancellationToken stop)
        {
            foreach (var record in batch.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords))
            {
                Odd += record.Attributes.Count == 13 ? 0 : 1;
                var body = record.Body.StringValue.AsSpan();
                var number = int.Parse(body[(body.IndexOf("number ") + 7)..body.IndexOf(" of many")], System.Globalization.CultureInfo.InvariantCulture);
                Twice += _numbers[number] ? 1 : 0;
                Seen += _numbers[number] ? 0 : 1;
                _numbers[number] = true;
            }

            if (Seen >= lines - 1)
                _done.TrySetResult();
            return ValueTask.FromResult(Handed.Taken);
        }
    }
}
