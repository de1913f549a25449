namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>The envelopes of container runtimes.</summary>
internal sealed class ContainerTests
{
    private const string Time = "2026-03-04T05:59:59.123456789Z";
    private const string Pod = "pods/ns_pod-1_0f1e-2d/main/3.log";

    [TestCase($"{Time} stdout F hello", "hello", 1772603999123456789UL)]
    [TestCase("2026-03-04T07:59:59.123456789+02:00 stderr F   two blanks", "  two blanks", 1772603999123456789UL)]
    [TestCase($"{Time} stdout F", "", 1772603999123456789UL)]
    [TestCase("{\"log\":\"docker\\n\",\"stream\":\"stdout\",\"time\":\"" + Time + "\"}", "docker\n", 1772603999123456789UL)]
    public async Task A_line_of_a_runtime_loses_its_envelope(string line, string body, ulong time)
    {
        using var bench = await RunAsync(line, Pod);
        var seen = bench.Sink.Records.ShouldHaveSingleItem();
        (seen.Record.Body.StringValue, seen.Record.TimeUnixNano).ShouldBe((body, time));
        seen.Attribute("log.iostream").ShouldBe(line.Contains("stderr", StringComparison.Ordinal) ? "stderr" : "stdout");
        seen.Attribute("time").ShouldBeNull();
        seen.Resource.Attributes.Select(a => $"{a.Key}={a.Value.StringValue}").ShouldBe(
            ["k8s.namespace.name=ns", "k8s.pod.name=pod-1", "k8s.pod.uid=0f1e-2d", "k8s.container.name=main", "k8s.container.restart_count=3"]);
    }

    [TestCase("not of a runtime")]
    [TestCase($"{Time} stdnone F hello")]
    [TestCase($"{Time} stdout")]
    [TestCase("{broken")]
    public async Task Another_line_is_sent_as_it_is_without_time(string line)
    {
        using var bench = await RunAsync(line, Pod);
        var seen = bench.Sink.Records.ShouldHaveSingleItem();
        (seen.Record.Body.StringValue, seen.Record.TimeUnixNano).ShouldBe((line, 0UL));
        bench.Log.Count(l => l.StartsWith("error", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Test]
    public async Task A_time_that_is_none_leaves_the_line_in_pieces()
    {
        using var bench = await RunAsync("now stdout F hello", Pod);
        var seen = bench.Sink.Records.ShouldHaveSingleItem();
        seen.Record.Body.StringValue.ShouldBe("now stdout F hello");
        seen.Attribute("log").ShouldBe("hello");
    }

    [Test]
    public async Task Parts_are_joined_stream_by_stream_of_files_and_keep_the_tag_of_the_first()
    {
        using var bench = Make();
        bench.Append(Pod, $"{Time} stdout P one \n");
        bench.Append("pods/ns_pod-2_0f/main/0.log", $"{Time} stdout P eins\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBeEmpty();
        bench.Append(Pod, $"{Time} stdout P two\n{Time} stdout F three\n{Time} stdout F alone\n");
        bench.Append("pods/ns_pod-2_0f/main/0.log", $"{Time} stdout F zwei\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["onetwothree", "alone", "einszwei"]);
        bench.Sink.Records[0].Attribute("logtag").ShouldBe("P");
    }

    [Test]
    public async Task Parts_without_a_last_one_are_sent_after_five_seconds()
    {
        using var bench = await RunAsync($"{Time} stdout P lonely", Pod);
        bench.Bodies.ShouldBeEmpty();
        await bench.PassAsync(TimeSpan.FromSeconds(7));
        bench.Bodies.ShouldBe(["lonely"]);
    }

    [Test]
    public async Task Parts_that_grow_above_max_log_size_are_sent_as_far_as_they_came()
    {
        using var bench = Make("max_log_size: 5, ");
        bench.Append(Pod, $"{Time} stdout P abc\n{Time} stdout P def\n{Time} stdout F ghi\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["abcdef", "ghi"]);
    }

    [TestCase("elsewhere/main/0.log")]
    [TestCase("pods/ns_pod_UPPER/main/0.log")]
    [TestCase("pods/ns_pod_0f/main/x.log")]
    public async Task A_path_that_names_no_pod_is_an_error_and_the_record_is_sent_without_one(string path)
    {
        using var bench = await RunAsync($"{Time} stdout F hello", path);
        var seen = bench.Sink.Records.ShouldHaveSingleItem();
        seen.Record.Body.StringValue.ShouldBe("hello");
        seen.Resource.Attributes.ShouldBeEmpty();
        bench.Log.ShouldContain(l => l.Contains("failed to detect a valid log path", StringComparison.Ordinal));
    }

    [Test]
    public async Task With_a_format_given_another_is_an_error()
    {
        using var bench = await RunAsync($"{Time} stdout F hello", Pod, "format: docker, ");
        bench.Bodies.ShouldBe([$"{Time} stdout F hello"]);
    }

    private static Bench Make(string settings = "") => new(
        $"include: ['{{root}}/**/*.log']\nstart_at: beginning\ninclude_file_path: true\noperators:\n- {{{settings}type: container}}\n");

    private static async Task<Bench> RunAsync(string line, string path, string settings = "")
    {
        var bench = Make(settings);
        bench.Append(path, line + "\n");
        await bench.PollAsync();
        return bench;
    }
}
