using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Files;

namespace Validation.Simulators.Telemetry.Tests.Logs;

public sealed class LogFileTests
{
    // 2026-03-04 05:06:07.123456700 UTC.
    private const long At = 1772600767123456700;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 8, TimeSpan.Zero));
    private string _root = "";
    private Deadline _deadline = null!;

    [SetUp]
    public void MakeFolder() =>
        (_root, _deadline) = (Directory.CreateTempSubdirectory("logs-").FullName, Deadline.In(TimeSpan.FromMinutes(1), _clock));

    [TearDown]
    public void RemoveFolder()
    {
        _deadline.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Test]
    public async Task A_containers_lines_have_the_envelope_of_containerd()
    {
        await using var file = new PodLogFile(_root, LogSource.Of("nova-api"));
        await file.AppendAsync([new(0, At, false, "plain – ünïcode"), new(1, At + 300, true, ""),
            new(2, At - 123456700, false, "no fraction")], _deadline);
        file.Path.ShouldBe($"{_root}{LogSource.Of("nova-api").NodePath}");
        Text(file.Path).ShouldBe("2026-03-04T05:06:07.1234567Z stdout F plain – ünïcode\n2026-03-04T05:06:07.123457Z stderr F \n2026-03-04T05:06:07Z stdout F no fraction\n");
    }

    [TestCase(16384, "F")]
    [TestCase(16385, "P F")]
    [TestCase(32768, "P F")]
    [TestCase(40000, "P P F")]
    public void A_line_is_cut_after_sixteen_kibibytes(int length, string tags)
    {
        var text = Encoding.UTF8.GetString(CriLines.Write(new WrittenLine(0, At, false, new string('x', length))));
        var lines = text.TrimEnd('\n').Split('\n').Select(l => l.Split(' ', 4)).ToList();
        string.Join(' ', lines.Select(l => l[2])).ShouldBe(tags);
        lines.SkipLast(1).ShouldAllBe(l => l[3].Length == 16384);
        lines.Sum(l => l[3].Length).ShouldBe(length);
        lines.Select(l => l[0]).ShouldBeUnique();
    }

    [Test]
    public void A_cut_counts_bytes_and_not_characters()
    {
        var bytes = CriLines.Write(new WrittenLine(0, At, false, "x" + new string('ü', 8192)));
        var first = bytes.AsSpan(0, bytes.AsSpan().IndexOf((byte)'\n'));
        first.Length.ShouldBe("2026-03-04T05:06:07.1234567Z stdout P ".Length + 16384);
        first[^1].ShouldBe((byte)0xC3, "the half of a character");
    }

    [Test]
    public async Task A_services_own_file_has_the_lines_alone()
    {
        await using var file = new ServiceLogFile(_root, LogSource.Of("nova-compute-file"));
        await file.AppendAsync([new(0, At, false, "one"), new(1, At, false, "  two")], _deadline);
        File.ReadAllBytes(Path.Combine(_root, "var/log/nova/nova-compute.log")).ShouldBe("one\n  two\n"u8.ToArray());
    }

    [Test]
    public async Task Rotation_renames_the_file_starts_a_new_one_and_compresses_the_older()
    {
        await using var file = new PodLogFile(_root, LogSource.Of("grafana"));
        await file.AppendAsync([new(0, At, false, "first")], _deadline);
        var first = await file.RotateAsync(gzipOlder: true, _deadline);
        await file.AppendAsync([new(1, At, false, "second")], _deadline);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await file.RotateAsync(gzipOlder: true, _deadline);
        await file.AppendAsync([new(2, At, false, "third")], _deadline);

        first.ShouldEndWith("/grafana/0.log.20260304-050608");
        Directory.GetFiles(Path.GetDirectoryName(first)!).ShouldBe([file.Path, first + ".gz", second], ignoreOrder: true);
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(first + ".gz"), CompressionMode.Decompress));
        unpacked.ReadToEnd().ShouldEndWith(" first\n");
        Text(second).ShouldEndWith(" F second\n");
        Text(file.Path).ShouldEndWith(" F third\n");
        Text(file.Path).ShouldNotContain("second");
    }

    [Test]
    public async Task Two_rotations_in_one_second_lose_nothing_but_fail()
    {
        await using var file = new PodLogFile(_root, LogSource.Of("grafana"));
        var first = await file.RotateAsync(gzipOlder: false, _deadline);
        await Should.ThrowAsync<IOException>(() => file.RotateAsync(gzipOlder: false, _deadline));
        await file.AppendAsync([new(0, At, false, "still open")], _deadline);
        Text(file.Path).ShouldContain("still open");
        Text(first).ShouldBeEmpty();
    }

    [Test]
    public async Task Truncation_keeps_a_copy_and_the_next_line_is_the_first()
    {
        await using var file = new ServiceLogFile(_root, LogSource.Of("nova-compute-file"));
        await file.AppendAsync([new(0, At, false, "before")], _deadline);
        await file.TruncateAsync(_deadline);
        await file.AppendAsync([new(1, At, false, "after")], _deadline);
        Text(file.Path + ".1").ShouldBe("before\n");
        File.ReadAllBytes(file.Path).ShouldBe("after\n"u8.ToArray());
        (await file.RotateAsync(gzipOlder: true, _deadline)).ShouldBe(file.Path + ".1");
        Text(file.Path + ".1").ShouldBe("after\n");
        Text(file.Path).ShouldBeEmpty();
        File.Exists(file.Path + ".2.gz").ShouldBeTrue("the copy that the truncation left");
    }

    [Test]
    public async Task What_was_there_before_the_file_was_opened_stays_and_can_be_truncated()
    {
        await using (var earlier = new ServiceLogFile(_root, LogSource.Of("nova-compute-file")))
            await earlier.AppendAsync([new(0, At, false, "of an earlier writer")], _deadline);
        await using var file = new ServiceLogFile(_root, LogSource.Of("nova-compute-file"));
        await file.AppendAsync([new(1, At, false, "second")], _deadline);
        await file.TruncateAsync(_deadline);
        await file.AppendAsync([new(2, At, false, "after")], _deadline);
        Text(file.Path + ".1").ShouldBe("of an earlier writer\nsecond\n");
        Text(file.Path).ShouldBe("after\n");
    }

    [Test]
    public async Task All_who_write_to_a_program_share_its_file()
    {
        await using var folder = new LogFolder(_root);
        var file = folder.File(LogSource.Of("nova-api"));
        folder.File(LogSource.Of("nova-api").On("compute-1")).ShouldBeSameAs(file);
        folder.File(LogSource.Of("nova-compute-file")).ShouldBeOfType<ServiceLogFile>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            folder.File(LogSource.Of("nova-api")).AppendAsync([new(i, At, false, $"line {i}")], _deadline)));
        File.ReadAllLines(file.Path).Select(l => l.Split(" F ")[1]).ShouldBe(Enumerable.Range(0, 20).Select(i => $"line {i}"),
            ignoreOrder: true);
    }

    [Test]
    public async Task After_a_restart_the_next_file_is_written_and_expected()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        await using var folder = new LogFolder(_root);
        var writer = folder.Writer(LogStreamTests.Stream("nova-api"), ledger);
        var file = (PodLogFile)writer.File;
        writer.Record(0).Expected[0].Metadata["log_file_path"].ShouldBe(file.Path);
        await file.RestartAsync(_deadline);
        await writer.WriteAsync(0, 5, _deadline);
        file.Path.ShouldEndWith("/nova-osapi/1.log");
        File.ReadAllLines(file.Path).Length.ShouldBeGreaterThanOrEqualTo(5);
        writer.Record(0).Expected[0].Metadata["log_file_path"].ShouldBe(file.Path);
        writer.Record(0).Expected[0].Metadata["k8s_container_restart_count"].ShouldBe("1");
    }

    [Test]
    public async Task What_was_written_before_a_restart_is_expected_of_the_earlier_file()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        await using var folder = new LogFolder(_root);
        var writer = folder.Writer(LogStreamTests.Stream("glance-api"), ledger);
        await writer.WriteAsync(0, 5, _deadline);
        await ((PodLogFile)writer.File).RestartAsync(_deadline);
        Restarts(writer, 4, 5).ShouldBe(["0", "1"], "number 5 is not written yet");
        await writer.WriteAsync(5, 5, _deadline);
        await ((PodLogFile)writer.File).RestartAsync(_deadline);
        await writer.WriteAsync(10, 1, _deadline);
        Restarts(writer, 0, 4, 5, 9, 10).ShouldBe(["0", "0", "1", "1", "2"]);
        writer.Record(4).Expected[0].Metadata["log_file_path"].ShouldEndWith("/0.log");
    }

    [Test]
    public async Task Five_hundred_numbers_are_in_the_file_as_the_stream_says_and_acknowledged()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        await using var folder = new LogFolder(_root);
        var writer = folder.Writer(LogStreamTests.Stream("nova-compute"), ledger);
        var file = writer.File;
        var row = await writer.WriteAsync(0, 500, _deadline);
        row.Fate.ShouldBe(Fate.Acknowledged);
        row.Payload.ShouldBe(new ItemRange("nova-compute", 0, 500));
        Ledger.Read<ItemRange>(ledger.Path).ShouldHaveSingleItem().Fate.ShouldBe(Fate.Acknowledged);
        File.ReadAllBytes(file.Path).ShouldBe(writer.Stream.Lines(0, 500).SelectMany(CriLines.Write).ToArray());
    }

    [Test]
    public async Task A_deadline_that_passed_leaves_the_fate_unknown_and_being_stopped_is_told()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        await using var folder = new LogFolder(_root);
        var writer = folder.Writer(LogStreamTests.Stream("nova-api"), ledger);
        var file = writer.File;
        using var passed = Deadline.In(TimeSpan.Zero, _clock);
        (await writer.WriteAsync(0, 10, passed)).Fate.ShouldBe(Fate.Unknown);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var stopped = Deadline.In(TimeSpan.FromMinutes(1), _clock, stop.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => writer.WriteAsync(10, 10, stopped));
        Ledger.Read<ItemRange>(ledger.Path).Select(r => r.Fate).ShouldBe([Fate.Unknown, Fate.Unknown]);
    }

    [Test]
    public void A_stream_is_not_written_to_the_file_of_another_program()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        Should.Throw<ArgumentException>(() =>
            new LogWriter(LogStreamTests.Stream("nova-api"), new PodLogFile(_root, LogSource.Of("grafana")), ledger));
        Should.Throw<ArgumentException>(() => new PodLogFile(_root, LogSource.Of("nova-compute-file")));
        Should.Throw<ArgumentException>(() => new ServiceLogFile(_root, LogSource.Of("nova-api")));
    }

    private static IEnumerable<string> Restarts(LogWriter writer, params long[] numbers) =>
        numbers.Select(n => writer.Record(n).Expected[0].Metadata["k8s_container_restart_count"]);

    private static string Text(string path) => File.ReadAllText(path);
}
