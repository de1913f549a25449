using System.Text;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Which files are read, from where, and what becomes of those that are rotated, cut off or removed.</summary>
internal sealed class FileTests
{
    private const string Plain = "include: ['{root}/*.log']\nstart_at: beginning\n";

    [Test]
    public async Task With_start_at_end_only_what_comes_later_is_read()
    {
        using var bench = new Bench("include: ['{root}/*.log']\n");
        bench.Append("a.log", "old\n");
        await bench.PollAsync();
        bench.Append("a.log", "new\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["new"]);
    }

    [Test]
    public async Task A_file_that_appears_later_is_read_whole_even_with_start_at_end()
    {
        using var bench = new Bench("include: ['{root}/*.log']\n");
        await bench.PollAsync();
        bench.Append("a.log", "one\ntwo\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["one", "two"]);
    }

    [Test]
    public async Task After_a_restart_with_start_at_end_what_was_written_meanwhile_is_lost()
    {
        using var before = new Bench("include: ['{root}/*.log']\n");
        await before.PollAsync();
        before.Append("a.log", "one\n");
        await before.PollAsync();
        await before.Engine.FinishAsync();
        before.Append("a.log", "meanwhile\n");

        using var after = new Bench("include: ['{root}/*.log']\n", before.Root);
        await after.PollAsync();
        after.Append("a.log", "later\n");
        await after.PollAsync();
        before.Bodies.ShouldBe(["one"]);
        after.Bodies.ShouldBe(["later"]);
    }

    [Test]
    public async Task After_a_restart_with_start_at_beginning_all_is_read_again()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "one\n");
        using var again = new Bench(Plain, bench.Root);
        await bench.PollAsync();
        await again.PollAsync();
        again.Bodies.ShouldBe(["one"]);
    }

    [Test]
    public async Task A_renamed_file_is_read_to_its_end_before_the_one_that_took_its_name()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "1\n2\n");
        await bench.PollAsync();
        bench.Append("a.log", "3\n");
        File.Move(Path.Combine(bench.Root, "a.log"), Path.Combine(bench.Root, "a.log.1"));
        bench.Append("a.log", "4\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["1", "2", "3", "4"]);
    }

    [Test]
    public async Task A_renamed_file_that_is_still_meant_is_not_read_twice()
    {
        using var bench = new Bench("include: ['{root}/*.log*']\nstart_at: beginning\n");
        bench.Append("a.log", "1\n");
        await bench.PollAsync();
        File.Move(Path.Combine(bench.Root, "a.log"), Path.Combine(bench.Root, "a.log.1"));
        bench.Append("a.log", "new\n");
        bench.Append("a.log.1", "2\n");
        await bench.PassAsync(TimeSpan.FromSeconds(2));
        bench.Bodies.Order().ShouldBe(["1", "2", "new"]);
    }

    [Test]
    public async Task A_file_that_is_cut_off_and_written_anew_is_read_from_its_start()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "first life, one\nfirst life, two\n");
        await bench.PollAsync();
        File.WriteAllText(Path.Combine(bench.Root, "a.log"), "");
        await bench.PollAsync();
        bench.Append("a.log", "second life\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["first life, one", "first life, two", "second life"]);
    }

    [TestCase("ignore", new[] { "same", "two" })]
    [TestCase("read_whole_file", new[] { "same", "two", "same", "x" })]
    [TestCase("read_new", new[] { "same", "two", "x" })]
    public async Task A_file_that_is_cut_off_behind_what_it_is_known_by_does_as_on_truncate_says(string rule, string[] expected)
    {
        using var bench = new Bench(Plain + $"fingerprint_size: 16\non_truncate: {rule}\n");
        var start = new string('s', 16);
        bench.Append("a.log", $"{start}\ntwo\n");
        await bench.PollAsync();
        File.WriteAllText(Path.Combine(bench.Root, "a.log"), start + "\n");
        await bench.PollAsync();
        bench.Append("a.log", "x\n");
        await bench.PollAsync();
        bench.Bodies.Select(b => b == start ? "same" : b).ShouldBe(expected);
    }

    [Test]
    public async Task A_copy_beside_the_file_is_not_read()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "one\n");
        bench.Append("b.log", "one\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["one"]);
    }

    [Test]
    public async Task What_was_written_before_a_file_was_removed_is_read_when_it_was_open()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "one\n");
        await bench.PollAsync();
        bench.Append("a.log", "two\n");
        File.Delete(Path.Combine(bench.Root, "a.log"));
        await bench.PassAsync(TimeSpan.FromSeconds(2));
        bench.Bodies.ShouldBe(["one", "two"]);
        bench.Metrics.Value("otelcol_fileconsumer_open_files").ShouldBe(0);
    }

    [Test]
    public async Task What_lay_only_in_a_file_that_nobody_had_opened_is_lost_with_it()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "one\n");
        File.Delete(Path.Combine(bench.Root, "a.log"));
        await bench.PollAsync();
        bench.Bodies.ShouldBeEmpty();
    }

    [Test]
    public async Task Excluded_files_are_not_read_and_their_neighbours_are()
    {
        using var bench = new Bench("include: ['{root}/**/*.log']\nexclude: ['{root}/pods/*/nova-*/*.log']\nstart_at: beginning\n");
        bench.Append("pods/a/nova-api/0.log", "no\n");
        bench.Append("pods/a/grafana/0.log", "yes\n");
        bench.Append("pods/a/grafana/0.txt", "neither\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["yes"]);
    }

    [Test]
    public async Task More_files_than_are_open_at_once_are_all_read_and_max_batches_leaves_some_for_later()
    {
        using var all = new Bench(Plain + "max_concurrent_files: 4\n");
        using var some = new Bench(Plain + "max_concurrent_files: 4\nmax_batches: 1\n", all.Root);
        for (var i = 0; i < 7; i++)
            all.Append($"{i}.log", $"file {i}\n");
        await all.PollAsync();
        await some.PollAsync();
        all.Bodies.Count().ShouldBe(7);
        some.Bodies.ShouldBe(["file 0", "file 1"]);
    }

    [Test]
    public async Task The_names_of_the_file_are_attributes_as_the_settings_say()
    {
        using var bench = new Bench(Plain + "include_file_path: true\n");
        using var bare = new Bench(Plain + "include_file_name: false\n", bench.Root);
        bench.Append("a.log", "x\n");
        await bench.PollAsync();
        await bare.PollAsync();
        bench.Sink.Records[0].Attribute("log.file.name").ShouldBe("a.log");
        bench.Sink.Records[0].Attribute("log.file.path").ShouldBe(Path.Combine(bench.Root, "a.log"));
        bare.Sink.Records[0].Record.Attributes.ShouldBeEmpty();
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_told_once_and_keeps_nobody_from_the_others()
    {
        using var bench = new Bench(Plain);
        File.CreateSymbolicLink(Path.Combine(bench.Root, "0.log"), Path.Combine(bench.Root, "nowhere"));
        bench.Append("a.log", "x\n");
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        bench.Bodies.ShouldBe(["x"]);
        bench.Log.Count(l => l.Contains("Failed to open file", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Test]
    public async Task Bytes_that_are_no_text_become_one_replacement_each()
    {
        using var bench = new Bench(Plain);
        File.WriteAllBytes(Path.Combine(bench.Root, "a.log"), [.. "a"u8, 0xE2, 0x82, .. "b"u8, 0xFF, .. "é\n"u8]);
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["a\uFFFD\uFFFDb\uFFFDé"]);
        Encoding.UTF8.GetByteCount(bench.Bodies.Single()).ShouldBe(13);
    }
}
