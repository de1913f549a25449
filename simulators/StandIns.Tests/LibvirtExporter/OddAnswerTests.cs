using System.Text;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>Answers that are well-formed but not what libvirt documents, and refusals. Several of them kill the real exporter.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OddAnswerTests
{
    private const string First = "instance-00000001", Second = "instance-00000002";
    private const int Stats = 344;
    private readonly Func<RpcCall, byte[]?> _script = Recording.Read("inovex-2.2.0-full-sim").Script();
    private readonly StringBuilder _log = new();

    [Test]
    public async Task A_value_of_a_wrong_type_is_left_out_and_told()
    {
        // rd.bytes of the first disk as LLONG (3) where libvirt sends ULLONG (4).
        var text = await ScrapeAsync(call => Change(call, Stats, First, "block.0.rd.bytes\0\0\0\u0004", "block.0.rd.bytes\0\0\0\u0003"));

        text.Series("libvirt_domain_block_stats_read_bytes_total{").Where(line => line.Contains(First, StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldContain("target_device=\"vdb\"");
        text.Series("libvirt_domain_block_stats_write_bytes_total{").Length.ShouldBe(4);
        text.Series("libvirt_domain_timed_out{").Length.ShouldBe(2);
        _log.ToString().ShouldContain($"level=WARN msg=\"values of a wrong type left out\" domain={First} count=1 first=\"block.0.rd.bytes is LLong, not ULLong\"");
    }

    [TestCase("balloon.rss\0\0\0\0\u0004", "balloon.rss\0\0\0\0\u0005", "libvirt_domain_memory_stats_rss_bytes{")]
    [TestCase("vcpu.0.time\0\0\0\0\u0004", "vcpu.0.time\0\0\0\0\u0003", "libvirt_domain_vcpu_time_seconds_total{domain=\"instance-00000001\",vcpu=\"0\"}")]
    [TestCase("net.0.rx.bytes\0\0\0\0\0\u0004", "net.0.rx.bytes\0\0\0\0\0\u0005", "libvirt_domain_interface_stats_receive_bytes_total{domain=\"instance-00000001\",target_device=\"tap")]
    [TestCase("block.1.capacity\0\0\0\u0004", "block.1.capacity\0\0\0\u0003", "libvirt_domain_block_stats_capacity_bytes{domain=\"instance-00000001\",target_device=\"vdb\"}")]
    public async Task Only_the_value_of_a_wrong_type_is_missing(string right, string wrong, string series)
    {
        var text = await ScrapeAsync(call => Change(call, Stats, First, right, wrong));

        var missing = Recording.Metrics("inovex-2.2.0-full-sim").Except(text.Split('\n')).Where(line => !line.Contains("promhttp_", StringComparison.Ordinal));
        missing.ShouldHaveSingleItem().ShouldStartWith(series);
    }

    [TestCase(0x20u, "libvirt_domain_block_stats_capacity_bytes{")]
    [TestCase(0x10u, "libvirt_domain_interface_stats_info{")]
    [TestCase(0x04u, "libvirt_domain_memory_stats_used_percent{")]
    public async Task A_domain_that_goes_between_two_calls_ends_there_and_the_others_do_not(uint group, string missing)
    {
        // The first block answer is whole; every later answer of the group is empty.
        var seen = 0;
        var text = await ScrapeAsync(call =>
            call.Procedure == Stats && call.IsAbout(First) && call.Payload.AsSpan().EndsWith([.. RpcCall.Word(group), .. RpcCall.Word(0x20000000)]) && (group != 0x20 || seen++ > 0)
                ? call.Reply(RpcCall.Word(0))
                : null);

        text.Series(missing).ShouldAllBe(line => line.Contains(Second, StringComparison.Ordinal));
        text.Series(missing).ShouldNotBeEmpty();
        text.Series("libvirt_domain_timed_out{").ShouldBe([$"libvirt_domain_timed_out{{domain=\"{Second}\"}} 0"]);
        text.Series("libvirt_domain_info{").Length.ShouldBe(2);
    }

    [Test]
    public async Task A_domain_without_processor_statistics_is_complete()
    {
        var text = await ScrapeAsync(call =>
            call.Procedure == Stats && call.IsAbout(First) && call.Payload.AsSpan().EndsWith([.. RpcCall.Word(8), .. RpcCall.Word(0x20000000)]) ? call.Reply(RpcCall.Word(0)) : null);

        text.Series("libvirt_domain_vcpu_current{").ShouldHaveSingleItem().ShouldContain(Second);
        text.Series("libvirt_domain_timed_out{").Length.ShouldBe(2);
    }

    [TestCase(84u, "Operation not supported", true)]
    [TestCase(84u, "unknown procedure: 163", false)]
    [TestCase(3u, "this function is not supported", false)]
    [TestCase(55u, "domain is not running", false)]
    public async Task Only_an_unsupported_operation_is_forgiven_when_asked_for_a_job(uint code, string message, bool forgiven)
    {
        var text = await ScrapeAsync(call => call.Procedure == 163 && call.IsAbout(First) ? call.Refuse(code, message) : null);

        text.Series("libvirt_domain_job_info_type{").ShouldHaveSingleItem().ShouldContain(Second);
        text.Series("libvirt_domain_memory_stats_rss_bytes{").Length.ShouldBe(forgiven ? 2 : 1);
        text.Series("libvirt_domain_timed_out{").Length.ShouldBe(forgiven ? 2 : 1);
        _log.ToString().Contains("DomainGetJobInfo was refused: " + message, StringComparison.Ordinal).ShouldBe(!forgiven);
    }

    [Test]
    public async Task A_domain_whose_xml_is_broken_is_counted_and_nothing_else()
    {
        var text = await ScrapeAsync(call => Change(call, 14, First, "</domain>", "</domein>"));

        text.Split('\n').ShouldNotContain(line => line.Contains(First, StringComparison.Ordinal));
        text.Series("libvirt_domains ").ShouldBe(["libvirt_domains 2"]);
        text.Series("libvirt_domain_info{").ShouldHaveSingleItem();
        _log.ToString().ShouldContain("DomainGetXMLDesc was answered with XML that is not well-formed");
    }

    [Test]
    public async Task A_number_that_does_not_fit_its_type_drops_the_domain()
    {
        var text = await ScrapeAsync(call =>
        {
            if (call.Procedure != 16 || !call.IsAbout(First))
                return null;
            var answer = _script(call)!;
            answer[28] = 1;
            return answer;
        });

        text.Series("libvirt_domain_info{").ShouldHaveSingleItem().ShouldContain(Second);
        _log.ToString().ShouldContain("call to DomainGetInfo was answered with what cannot be decoded");
    }

    private async Task<string> ScrapeAsync(Func<RpcCall, byte[]?> instead)
    {
        await using var libvirt = new ScriptedLibvirt(call => instead(call) ?? _script(call));
        return await Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), log: new StringWriter(_log));
    }

    /// <summary>The recorded answer with some bytes replaced, for calls of one procedure about one domain; null for other calls.</summary>
    private byte[]? Change(RpcCall call, int procedure, string domain, string from, string to)
    {
        if (call.Procedure != procedure || !call.IsAbout(domain))
            return null;
        var answer = _script(call)!;
        var at = answer.AsSpan().IndexOf(Encoding.Latin1.GetBytes(from));
        if (at >= 0)
            Encoding.Latin1.GetBytes(to).CopyTo(answer, at);
        return answer;
    }
}
