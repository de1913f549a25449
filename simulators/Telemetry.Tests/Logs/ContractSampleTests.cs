using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Tests.Logs;

/// <summary>The contract's samples: the second reading of Genestack's operators agrees with them, and our lines are written like
/// them.</summary>
public sealed class ContractSampleTests
{
    [TestCaseSource(typeof(Sample), nameof(Sample.OpenStackIds))]
    public void A_sample_is_read_as_the_contract_says(string id)
    {
        var sample = Sample.Of(id);
        var read = OpenStackReader.Records(sample.Path, sample.Written);
        read.Select(r => r.Body).ShouldBe(sample.Records.Select(r => r.Body));
        foreach (var (record, expected) in read.Zip(sample.Records))
        {
            record.Parsers.ShouldBe(expected.Parsers);
            foreach (var (name, value) in expected.Fields)
                record.Fields[name].ShouldBe(value, name);
            record.SeverityNumber.ShouldBe(Number(expected.Severity));
            (record.Time == record.UnixNano ? "envelope" : "line").ShouldBe(expected.From);
        }
    }

    [TestCaseSource(typeof(Sample), nameof(Sample.OpenStackIds))]
    public void A_line_of_oslo_is_composed_as_in_the_sample_and_expected_as_the_contract_says(string id)
    {
        foreach (var expected in Sample.Of(id).Records.Where(r => r.Parsers[0].StartsWith("parser-openstack-", StringComparison.Ordinal)))
        {
            var f = expected.Fields;
            var at = DateTimeOffset.Parse(f["timestamp"] + "Z", System.Globalization.CultureInfo.InvariantCulture);
            var line = new OsloLine(UnixTimes.Nanos(at) + 999, int.Parse(f["pid"], System.Globalization.CultureInfo.InvariantCulture),
                f["severity"], f["component"],
                f.GetValueOrDefault("request_context"), f["message"]);
            line.Text.ShouldBe(expected.Body);
            line.Parsed.Fields.ShouldBe(f);
            line.Parsed.SeverityNumber.ShouldBe(Number(expected.Severity));
            line.Parsed.UnixNano.ShouldBe(UnixTimes.Nanos(at));
        }
    }

    [TestCaseSource(typeof(Sample), nameof(Sample.All))]
    public void The_receivers_of_a_sample_are_those_of_the_contract(object given)
    {
        var sample = (Sample)given;
        var readers = LogReading.OfContainer(sample.Path.Split('/')[^2]);
        var wanted = sample.Receiver == "filelog/openstack" ? LogReaders.OpenStack : LogReaders.Containers;
        readers.HasFlag(wanted).ShouldBeTrue();
        readers.HasFlag(LogReaders.OpenStack | LogReaders.Containers).ShouldBe(sample.Id == "L20", "only Swift's are stored twice");
        (wanted == LogReaders.OpenStack ? LogReading.ServiceOf(sample.Path) : null).ShouldBe(sample.Service);
    }

    [Test]
    public void An_altered_sample_is_read_otherwise()
    {
        var sample = Sample.Of("L01");
        var altered = sample.Written.Select(l => l with { Text = l.Text.Replace(" INFO ", " INFO  ", StringComparison.Ordinal) });
        OpenStackReader.Records(sample.Path, altered).Single().Parsers.ShouldBe(["parser-catchall"]);
        OpenStackReader.Records(sample.Path.Replace("nova-osapi/", "glance-osapi/", StringComparison.Ordinal),
            sample.Written).Single().Fields["service"].ShouldBe("glance");
    }

    private static int? Number(string? name) =>
        name switch { null => null, "INFO" => 9, "WARN" => 13, "ERROR" => 17, _ => throw new ArgumentException(name) };
}
