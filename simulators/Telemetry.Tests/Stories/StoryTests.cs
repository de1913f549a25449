using System.Globalization;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Stories;
using Validation.Simulators.Telemetry.Tests.Logs;

namespace Validation.Simulators.Telemetry.Tests.Stories;

public sealed class StoryTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly NumberedItems s_items = new(new Seed(5), "stories");

    private static IEnumerable<TestCaseData> Stories =>
        from kind in StoryKind.All
        from failing in (bool[])[false, true]
        from seq in (long[])[0, 1, 2, 3, 4]
        select new TestCaseData(kind.Name, failing, seq);

    [TestCaseSource(nameof(Stories))]
    public void A_story_is_one_tree_of_spans(string name, bool failing, long seq)
    {
        var story = Tell(name, failing, seq);
        story.Spans[0].ParentSpanId.ShouldBeEmpty();
        story.Spans.Select(s => s.SpanId).ShouldBeUnique();
        story.Spans.ShouldAllBe(s => s.TraceId == s_items.TraceId(seq));
        for (var i = 1; i < story.Spans.Length; i++)
        {
            var span = story.Spans[i];
            var parent = story.Spans.Take(i).Single(s => s.SpanId == span.ParentSpanId);
            span.StartUnixNano.ShouldBeGreaterThan(parent.StartUnixNano);
            span.EndUnixNano.ShouldBeInRange(span.StartUnixNano, story.Spans[0].EndUnixNano);
            if (span.Kind is SpanKind.Server or SpanKind.Consumer)
                parent.Kind.ShouldBe(span.Kind == SpanKind.Server ? SpanKind.Client : SpanKind.Producer);
            (span.Service == parent.Service).ShouldBe(span.Kind is not (SpanKind.Server or SpanKind.Consumer));
        }
    }

    [TestCaseSource(nameof(Stories))]
    public void Every_line_is_a_record_that_carries_the_trace_and_the_request(string name, bool failing, long seq)
    {
        var story = Tell(name, failing, seq);
        var lines = Story.LineItems(s_items);
        story.Lines.Select(l => l.Record.Seq).ShouldBe(Enumerable.Range(0, story.Lines.Length).Select(i => (seq * Story.LinesEach) + i));
        foreach (var line in story.Lines)
        {
            var expected = line.Record.Expected.ShouldHaveSingleItem();
            expected.Body.ShouldContain("trace=" + story.TraceId);
            Mark.Find(expected.Body)!.Value.IsOf(lines).ShouldBeTrue();
            if (line.Source.Service is { } service)
                expected.Stream["service_name"].ShouldBe(service);
            if (expected.Metadata["request_context"].Length > 0)
                expected.Metadata["request_id"].ShouldBe(story.GlobalRequestId);
        }

        // Every service names the request; only the lines of a traceback after its first do not, as oslo.log writes them.
        var without = story.Lines.Where(l => !l.Record.Expected[0].Body.Contains(story.GlobalRequestId, StringComparison.Ordinal)).ToList();
        without.ShouldAllBe(l => l.Record.Expected[0].Metadata["severity"] == "ERROR");
        story.Lines.Except(without).Select(l => l.Source.Name).Distinct().ShouldBe(story.Lines.Select(l => l.Source.Name).Distinct());
    }

    [TestCaseSource(nameof(Stories))]
    public void The_operators_make_of_the_lines_what_is_expected(string name, bool failing, long seq)
    {
        foreach (var file in Tell(name, failing, seq).Lines.Where(l => l.Source.Service is not null).GroupBy(l => l.Source))
        {
            var read = OpenStackReader.Records(file.Key.NodePath, file.SelectMany(l => l.Record.Lines));
            read.Select(r => r.Body).ShouldBe(file.Select(l => l.Record.Expected[0].Body));
            read.Select(r => r.Time).ShouldBe(file.Select(l => l.Record.Expected[0].UnixNano));
            read.Select(r => r.SeverityText).ShouldBe(file.Select(l => l.Record.Expected[0].Metadata["severity_text"]));
        }
    }

    [TestCaseSource(nameof(Stories))]
    public void Only_a_story_that_fails_has_errors_and_tracebacks(string name, bool failing, long seq)
    {
        var story = Tell(name, failing, seq);
        story.Failing.ShouldBe(failing);
        (story.Failure is not null).ShouldBe(failing);
        (story.Spans[0].Status == SpanStatus.Error).ShouldBe(failing);
        story.Spans.Any(s => s.Status == SpanStatus.Error).ShouldBe(failing);
        story.Spans.Count(s => s.Events.Length > 0).ShouldBe(failing ? 1 : 0);
        story.Lines.Any(l => l.Record.Lines[0].Text.Contains("ERROR", StringComparison.Ordinal)
            || l.Record.Lines[0].Text.Contains(": error :", StringComparison.Ordinal)).ShouldBe(failing);
        story.Lines.Any(l => l.Record.Expected.Any(e => e.Metadata["detected_level"] == "error")).ShouldBe(failing);
    }

    [Test]
    public void A_server_that_is_created_crosses_all_services_in_their_order()
    {
        var story = Tell("vm-creation", false, 0);
        story.Spans.Select(s => s.Service).Distinct().ShouldBe(["openstackclient", "keystone", "nova-api", "glance-api", "nova-conductor",
            "nova-scheduler", "placement-api",
            "nova-compute", "neutron-server", "cinder-api", "cinder-volume", "libvirt"]);
        story.Lines.Select(l => l.Source.Name).Distinct().ShouldBe(story.Spans.Select(s => s.Service).Distinct().Skip(1),
            ignoreOrder: true);
        story.Lines.Select(l => l.UnixNano).ShouldBeInOrder();
        story.DomainName.ShouldNotBeNull();
        story.Lines.Single(l => l.Source.Name == "libvirt").Record.Lines[0].Text.ShouldContain(story.DomainName);
    }

    [Test]
    public void A_failure_marks_the_spans_that_it_passes_and_no_others()
    {
        var story = Enumerable.Range(0, 100).Select(s => Tell("vm-creation", true, s)).First(s =>
            s.Failure!.Contains("qemu", StringComparison.Ordinal));
        story.Spans.Where(s => s.Status == SpanStatus.Error).Select(s => $"{s.Service}: {s.Name} {s.Kind}").ShouldBe(
        [
            "openstackclient: server create --wait Internal", "nova-compute: build_and_run_instance process Consumer",
            "nova-compute: spawn Internal",
            "nova-compute: virDomainCreateXML Client", "libvirt: virDomainCreateXML Server",
        ]);
        story.Spans.Single(s => s.Events.Length > 0).Service.ShouldBe("libvirt");
        story.DomainName.ShouldBeNull("nothing runs");
        story.ServerId.ShouldNotBeNull();
    }

    [Test]
    public void A_server_fails_to_be_created_for_three_reasons_each_with_its_traceback_or_error()
    {
        var reasons = Enumerable.Range(0, 60).Select(s => Tell("vm-creation", true, s).Failure!.Split(' ')[0]).Distinct();
        reasons.ShouldBe(["No", "Binding", "internal"], ignoreOrder: true);
        var scheduled = Enumerable.Range(0, 60).Select(s => Tell("vm-creation", true, s)).First(s =>
            s.Failure!.StartsWith("No valid", StringComparison.Ordinal));
        scheduled.Lines.Count(l => l.Source.Name == "nova-scheduler" && l.Record.Expected[0].Metadata["severity"] == "ERROR").ShouldBe(4);
        scheduled.Spans.ShouldNotContain(s => s.Service == "nova-compute");
    }

    [Test]
    public void A_wrong_password_is_no_error_of_the_server_but_one_of_the_client()
    {
        var story = Tell("auth-flow", true, 0);
        story.Spans.Single(s => s is { Service: "keystone", Kind: SpanKind.Server }).Status.ShouldBe(SpanStatus.Unset);
        var client = story.Spans.Single(s => s.Kind == SpanKind.Client);
        client.Status.ShouldBe(SpanStatus.Error);
        client.Attributes["http.response.status_code"].ShouldBe(401L);
    }

    [Test]
    public void The_same_story_is_told_the_same_way_and_another_one_differently()
    {
        Text(Tell("vm-creation", false, 7)).ShouldBe(Text(Tell("vm-creation", false, 7)));
        Text(Tell("vm-creation", false, 7)).ShouldNotBe(Text(Tell("vm-creation", false, 8)));
        Enumerable.Range(0, 500).Select(s => Tell("vm-creation", false, s).DomainName).ShouldBeUnique();
    }

    [Test]
    public void Lines_are_expected_where_the_services_write_them()
    {
        var story = StoryKind.All[0].Tell(s_items, 0, s_at, failing: false, name => LogSource.Of(name).Under("/tmp/run").On("compute-3"));
        story.Lines.ShouldAllBe(l => l.Record.Expected[0].Stream["node"] == "compute-3"
            && l.Record.Expected[0].Metadata["log_file_path"] == "/tmp/run" + l.Source.NodePath);
    }

    private static Story Tell(string name, bool failing, long seq) =>
        StoryKind.All.Single(k => k.Name == name).Tell(s_items, seq, s_at, failing);

    private static string Text(Story story) => string.Join('\n',
        [story.ServerId, story.RequestId,
            .. story.Spans.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.SpanId} {s.Name} {s.StartUnixNano} {s.EndUnixNano}")),
            .. story.Lines.Select(l => l.Record.Lines[0].Text)]);
}
