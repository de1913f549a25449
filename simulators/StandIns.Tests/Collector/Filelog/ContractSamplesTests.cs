using System.Globalization;
using System.Runtime.CompilerServices;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>The contract's samples of log lines, in a container runtime's envelope, through both of Genestack's receivers.</summary>
internal sealed class ContractSamplesTests
{
    private const string Envelope = "2026-03-04T05:59:59.123456789Z";
    private const ulong EnvelopeTime = 1772603999123456789;
    private static readonly string[] s_everywhere = ["log.file.name", "log.file.path", "log.iostream", "logtag"];
    private static readonly string[] s_ofReceivers = ["filelog/k8s_containers", "filelog/openstack"];
    private static readonly Lazy<ConfigNode[]> s_samples = new(() => [.. ConfigNode.Load(ContractFile())["samples"].Items]);

    private static IEnumerable<string> Ids => s_samples.Value.Select(s => s["id"].Text());

    [TestCaseSource(nameof(Ids))]
    public async Task The_lines_become_the_promised_records(string id)
    {
        var sample = s_samples.Value.Single(s => s["id"].Text() == id);
        var seen = await ReadAsync(sample, sample["lines"].Texts);
        foreach (var receiver in s_ofReceivers)
        {
            var expected = sample["receiver"].Text() == receiver ? sample["records_expected"].Items.Select(r => Expected(r, sample)) : [];
            // The generic receiver does not leave swift to the other.
            if (id != "L20" || receiver != "filelog/k8s_containers")
                seen[receiver].Select(r => Describe(r, receiver)).ShouldBe(expected, receiver);
            else
                seen[receiver].Count.ShouldBe(1);
        }
    }

    [Test]
    public void All_twenty_samples_are_there() => Ids.Count().ShouldBe(20);

    [Test]
    public async Task A_line_with_another_severity_is_not_the_promised_record()
    {
        var sample = s_samples.Value[0];
        var seen = await ReadAsync(sample, [.. sample["lines"].Texts.Select(l => l.Replace(" INFO ", " DEBUG ", StringComparison.Ordinal))]);
        seen["filelog/openstack"].Select(r => Describe(r, "filelog/openstack")).ShouldNotBe(sample["records_expected"].Items.Select(r => Expected(r, sample)));
    }

    private static async Task<Dictionary<string, List<SeenRecord>>> ReadAsync(ConfigNode sample, IEnumerable<string> lines)
    {
        var root = Directory.CreateTempSubdirectory("logs-").FullName;
        var seen = new Dictionary<string, List<SeenRecord>>();
        foreach (var receiver in s_ofReceivers)
        {
            using var bench = Bench.Genestack(receiver, root);
            await bench.PollAsync();
            foreach (var line in lines)
                bench.Append(sample["path"].Text()[1..], $"{Envelope} stdout F {line}\n");
            await bench.PassAsync(TimeSpan.FromSeconds(7));
            seen[receiver] = [.. bench.Sink.Records];
        }

        return seen;
    }

    private static string Expected(ConfigNode record, ConfigNode sample) => string.Join('\n',
    [
        record["body"].Text(),
        record["severity_number_name"].Text("Unspecified").ToUpperInvariant(),
        record["timestamp_from"].Text(),
        sample["service_name_expected"].Text("-"),
        .. record["fields"].Keys.Where(k => k != "stream").Select(k => $"{k}={record["fields"][k].Text()}").Order(StringComparer.Ordinal),
    ]);

    // Without what every record has, and without the copies that Genestack makes of fields.
    private static string Describe(SeenRecord seen, string receiver)
    {
        var copies = receiver == "filelog/openstack" ? new[] { "service", "stream", "openstack.component", "openstack.pid", "openstack.request_id" }
            : ["namespace", "pod", "uid", "container", "restart_count"];
        var fields = seen.Record.Attributes.Where(a => !s_everywhere.Contains(a.Key) && !copies.Contains(a.Key))
            .Select(a => $"{a.Key}={a.Value.StringValue}").Order(StringComparer.Ordinal);
        return string.Join('\n',
        [
            seen.Record.Body.StringValue,
            seen.Record.SeverityNumber.ToString().ToUpperInvariant(),
            seen.Record.TimeUnixNano == EnvelopeTime ? "envelope" : InLine(seen) ? "line" : seen.Record.TimeUnixNano.ToString(CultureInfo.InvariantCulture),
            seen.OfResource("service.name") ?? "-",
            .. fields,
        ]);
    }

    private static bool InLine(SeenRecord seen)
    {
        var time = DateTimeOffset.UnixEpoch.AddTicks((long)seen.Record.TimeUnixNano / 100);
        var text = seen.Attribute("timestamp") ?? "";
        return text == time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) || text == time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
    }

    private static string ContractFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "fixtures", "Contract", "Data", "logs.yaml");
}
