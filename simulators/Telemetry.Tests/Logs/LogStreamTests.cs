using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Tests.Logs;

public sealed class LogStreamTests
{
    private static readonly DateTimeOffset s_begin = new(2026, 3, 4, 5, 6, 7, 123, TimeSpan.Zero);

    private static IEnumerable<string> Sources => LogSource.All.Select(s => s.Name);

    private static IEnumerable<string> TakenApart => LogSource.All.Where(s => s.Service is not null).Select(s => s.Name);

    private static IEnumerable<string> Containers => LogSource.All.Where(s => s.Readers.HasFlag(LogReaders.Containers)).Select(s => s.Name);

    [TestCaseSource(nameof(TakenApart))]
    public void What_is_expected_of_a_service_is_what_the_operators_make_of_its_lines(string name)
    {
        var stream = Stream(name);
        var source = stream.Source;
        var read = OpenStackReader.Records(source.NodePath, stream.Lines(0, 400));
        read.Count.ShouldBe(400);
        foreach (var record in read)
        {
            var mark = Mark.Find(record.Body).ShouldNotBeNull();
            mark.IsOf(stream.Items).ShouldBeTrue();
            var expected = stream.Record(mark.Seq).Expected[0];
            expected.Body.ShouldBe(record.Body);
            expected.UnixNano.ShouldBe(record.Time);
            expected.Stream["service_name"].ShouldBe(record.Fields["service"]);
            Metadata(expected).ShouldBe(Attributes(record, source), ignoreOrder: true, customMessage: record.Body);
        }
    }

    [TestCaseSource(nameof(Sources))]
    public void Every_number_is_one_record_with_its_own_mark_for_each_receiver(string name)
    {
        var stream = Stream(name);
        var copies = System.Numerics.BitOperations.PopCount((uint)stream.Source.Readers);
        for (var seq = 0L; seq < 200; seq++)
        {
            var record = stream.Record(seq);
            record.Expected.Length.ShouldBe(copies);
            string.Join('\n', record.Lines.Select(l => l.Text)).Split(Mark.Prefix).Length.ShouldBe(2, "one mark a record");
            foreach (var expected in record.Expected)
            {
                expected.Seq.ShouldBe(seq);
                Mark.Find(expected.Body).ShouldBe(new Mark(name, seq, stream.Items.Check(seq)));
            }
        }
    }

    [TestCaseSource(nameof(Containers))]
    public void A_container_that_is_not_taken_apart_has_lines_that_stand_alone(string name)
    {
        var stream = Stream(name);
        for (var seq = 0L; seq < 200; seq++)
        {
            var record = stream.Record(seq);
            var expected = record.Expected[^1];
            expected.Body.ShouldBe(record.Lines.ShouldHaveSingleItem().Text);
            expected.UnixNano.ShouldBe(record.Lines[0].UnixNano);
            expected.Metadata["log_iostream"].ShouldBe(record.Lines[0].OnError ? "stderr" : "stdout");
            expected.Stream["container"].ShouldBe(stream.Source.Pod!.Container);
            expected.AbsentMetadata.Split(',').ShouldContain("message");
        }
    }

    [TestCase("nova-compute")]
    [TestCase("nova-compute-file")]
    public void A_range_written_in_pieces_of_any_size_has_the_same_records(string name)
    {
        var stream = Stream(name);
        foreach (var piece in (int[])[1, 3, 7, 16, 100])
        {
            var lines = Enumerable.Range(0, (400 + piece - 1) / piece).SelectMany(i =>
                stream.Lines(i * piece, Math.Min(piece, 400 - (i * piece))));
            var bodies = OpenStackReader.Records(stream.Source.NodePath, lines).Select(r => r.Body);
            bodies.ShouldBe(Enumerable.Range(0, 400).Select(s => stream.Record(s).Expected[0].Body), ignoreOrder: true);
        }
    }

    [Test]
    public void The_same_run_writes_the_same_and_another_run_or_stream_does_not()
    {
        var lines = Stream("nova-api").Lines(0, 100).ToList();
        Stream("nova-api").Lines(0, 100).ShouldBe(lines);
        var other = new LogStream(new NumberedItems(new Seed(2), "nova-api"), LogSource.Of("nova-api"), s_begin, TimeSpan.FromMilliseconds(2));
        other.Lines(0, 100).ShouldNotBe(lines);
    }

    [Test]
    public void A_stream_has_all_severities_many_scripts_and_long_lines_that_Loki_takes()
    {
        var stream = Stream("nova-compute");
        var expected = Enumerable.Range(0, 2000).Select(s => stream.Record(s).Expected[0]).ToList();
        expected.Select(e => e.Metadata["severity"]).Distinct().ShouldBe(["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", ""],
            ignoreOrder: true);
        expected.Count(e => e.Body.Any(c => c > 127)).ShouldBeGreaterThan(100);
        expected.Max(e => e.Body.Length).ShouldBeInRange(30_000, 48 * 1024);
        expected.Max(e => e.Metadata.Labels.Sum(l => l.Key.Length + l.Value.Length)).ShouldBeLessThan(64 * 1024);
        expected.Count(e => e.Metadata["logtag"] == "P").ShouldBeGreaterThan(5);
    }

    [Test]
    public void A_critical_line_has_no_severity_number_and_a_global_request_comes_first()
    {
        var stream = Stream("nova-compute");
        var all = Enumerable.Range(0, 2000).Select(s => stream.Record(s).Expected[0]).ToList();
        var critical = all.First(e => e.Metadata["severity"] == "CRITICAL");
        critical.AbsentMetadata.Split(',').ShouldContain("severity_number");
        critical.Metadata["detected_level"].ShouldBe("critical");
        var caused = all.First(e => e.Metadata["request_context"].StartsWith("req-", StringComparison.Ordinal)
            && e.Metadata["request_context"].Split(' ')[1].StartsWith("req-", StringComparison.Ordinal));
        caused.Metadata["request_id"].ShouldBe(caused.Metadata["request_context"].Split(' ')[0]);
    }

    [Test]
    public void An_altered_line_is_noticed()
    {
        var stream = Stream("nova-api");
        var lines = stream.Lines(0, 50).ToList();
        lines[20] = lines[20] with { Text = lines[20].Text.Replace("2026", "2025", StringComparison.Ordinal) };
        var bodies = OpenStackReader.Records(stream.Source.NodePath, lines).ToDictionary(r => Mark.Find(r.Body)!.Value.Seq, r => r.Body);
        bodies.Where(b => stream.Record(b.Key).Expected[0].Body != b.Value).ShouldHaveSingleItem().Key.ShouldBe(lines[20].Seq);
    }

    internal static LogStream Stream(string name) =>
        new(new NumberedItems(new Seed(1), name), LogSource.Of(name), s_begin, TimeSpan.FromMilliseconds(2));

    private static IEnumerable<KeyValuePair<string, string>> Metadata(ExpectedLog expected) => expected.Metadata.Labels;

    /// <summary>What Loki keeps of a record beside the line.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Attributes(Read record, LogSource source)
    {
        foreach (var (name, value) in record.Fields)
            yield return new(name.Replace('.', '_'), value);
        yield return new("deployment_environment", "genestack");
        yield return new("k8s_cluster_name", "openstack-genestack-k8s-cluster");
        yield return new("log_file_name", source.NodePath.Split('/')[^1]);
        if (source.Pod is { } pod)
        {
            yield return new("k8s_pod_uid", pod.Uid);
            yield return new("k8s_container_restart_count", "0");
        }

        if (record.SeverityNumber is { } number)
            yield return new("severity_number", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (record.SeverityText is not { } text)
            yield break;
        yield return new("severity_text", text);
        yield return new("detected_level", text == "WARNING" ? "warn" : text.ToLowerInvariant());
    }
}
