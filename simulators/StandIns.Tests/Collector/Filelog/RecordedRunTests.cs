using System.Text.Json;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>The lines that the real collector read, through Genestack's own receivers: the records are those that it wrote.</summary>
internal sealed class RecordedRunTests
{
    // What the recorded collector's processors added.
    private static readonly string[] s_later = ["service.namespace", "application", "namespace", "pod", "container", "cluster", "k8s.cluster.name", "host.name", "os.type"];
    private static readonly string[] s_laterOfRecord = ["deployment.environment", "k8s.cluster.name"];

    private static readonly JsonParser s_json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    [TestCase("filelog/k8s_containers", "out-logs-k8s.jsonl")]
    [TestCase("filelog/openstack", "out-logs-openstack.jsonl")]
    public async Task The_records_are_those_of_the_real_collector(string receiver, string recording) =>
        (await RunAsync(receiver, line => line)).ShouldBe(Real(recording));

    [Test]
    public async Task Another_line_gives_another_record() =>
        (await RunAsync("filelog/openstack", line => line.Replace("something broke", "something else", StringComparison.Ordinal))).ShouldNotBe(Real("out-logs-openstack.jsonl"));

    private static async Task<string[]> RunAsync(string receiver, Func<string, string> change)
    {
        var root = Directory.CreateTempSubdirectory("logs-").FullName;
        using var bench = Bench.Genestack(receiver, root);
        await bench.PollAsync();
        foreach (var row in File.ReadLines(Bench.Recorded("input.tsv")))
        {
            var (path, line) = row.Split('\t') is [var p, var l] ? (p, l) : throw new InvalidDataException(row);
            bench.Append(path.Replace("/srv/labs/", "", StringComparison.Ordinal), change(line) + "\n");
        }

        await bench.PassAsync(TimeSpan.FromSeconds(7));
        return Sorted(bench.Sink.Records.Select(r => Describe(r.Resource, r.Record, root)));
    }

    private static string[] Real(string recording) => Sorted(File.ReadLines(Bench.Recorded(recording)).SelectMany(line =>
    {
        var request = s_json.Parse<ExportLogsServiceRequest>(line);
        return request.ResourceLogs.SelectMany(r => r.ScopeLogs.SelectMany(s => s.LogRecords).Select(record => Describe(r.Resource, record, "/srv/labs")));
    }));

    private static string[] Sorted(IEnumerable<string> records) => [.. records.Order(StringComparer.Ordinal)];

    private static string Describe(Resource resource, LogRecord record, string root) => JsonSerializer.Serialize(new
    {
        Resource = Pairs(resource.Attributes, s_later, root),
        Time = record.TimeUnixNano,
        HasObservedTime = record.ObservedTimeUnixNano > 0,
        Severity = record.SeverityNumber.ToString(),
        record.SeverityText,
        Body = record.Body.StringValue,
        Attributes = Pairs(record.Attributes, s_laterOfRecord, root),
    });

    private static string[] Pairs(IEnumerable<KeyValue> pairs, string[] without, string root) =>
        [.. pairs.Where(p => !without.Contains(p.Key)).Select(p => $"{p.Key}={p.Value.StringValue}".Replace(root, "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
