using System.Globalization;
using Validation.Simulators.StandIns.Collector.Filelog.Text;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Times are read as Go reads them.</summary>
internal sealed class TimeLayoutTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [TestCase("%Y-%m-%d %H:%M:%S.%L", "2026-03-04 05:06:07.123", "2026-03-04T05:06:07.1230000")]
    [TestCase("%Y-%m-%d %H:%M:%S.%L", "2026-03-04 05:06:07.123456", "2026-03-04T05:06:07.1234560")]
    [TestCase("%Y-%m-%d %H:%M:%S.%L", "2026-03-04 05:06:07", "2026-03-04T05:06:07.0000000")]
    [TestCase("%Y-%m-%d %H:%M:%S", "2026-03-04 05:06:07,5", "2026-03-04T05:06:07.5000000")]
    [TestCase("%d/%b/%Y:%H:%M:%S %z", "04/Mar/2026:05:06:07 -0130", "2026-03-04T06:36:07.0000000")]
    [TestCase("%d %B %y %I:%M %p", "04 March 26 12:06 AM", "2026-03-04T00:06:00.0000000")]
    [TestCase("%a %b %e %H:%M:%S %Y", "Wed Mar  4 05:06:07 2026", "2026-03-04T05:06:07.0000000")]
    [TestCase("%b %d %H:%M:%S", "Mar 03 05:06:07", "2026-03-03T05:06:07.0000000")]
    [TestCase("%b %d %H:%M:%S", "Dec 31 05:06:07", "2025-12-31T05:06:07.0000000")]
    [TestCase("%Y-%m-%dT%H:%M:%SZ", "2026-03-04T05:06:07.25Z", "2026-03-04T05:06:07.2500000")]
    public void A_time_of_the_layout_is_read(string layout, string text, string utc)
    {
        Read(layout, text, TimeZoneInfo.Utc).ShouldBe((DateTime.Parse(utc, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks * 100);
    }

    [TestCase("%Y-%m-%d %H:%M:%S.%L", "2026-03-04 05:06:07.123 ")]
    [TestCase("%Y-%m-%d %H:%M:%S.%L", "2026-03-04T05:06:07.123")]
    [TestCase("%Y-%m-%d %H:%M:%S", "2026-02-30 05:06:07")]
    [TestCase("%Y-%m-%d %H:%M:%S", "2026-13-04 05:06:07")]
    [TestCase("%Y-%m-%d %H:%M:%S", "2026-03-04 24:06:07")]
    [TestCase("%d/%b/%Y:%H:%M:%S %z", "04/Foo/2026:05:06:07 +0000")]
    [TestCase("%d/%b/%Y:%H:%M:%S %z", "04/Mar/2026:05:06:07 UTC")]
    public void Another_text_is_not(string layout, string text) => Read(layout, text, TimeZoneInfo.Utc).ShouldBeNull();

    [Test]
    public void Without_an_offset_it_is_of_the_zone() =>
        Read("%Y-%m-%d %H:%M:%S", "2026-07-04 05:06:07", TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"))
            .ShouldBe(Read("%Y-%m-%d %H:%M:%S", "2026-07-04 10:06:07", TimeZoneInfo.Utc));

    [Test]
    public void A_runtimes_nanoseconds_are_kept()
    {
        GoLayout.Rfc3339.TryParse("2026-03-04T05:59:59.123456789Z", s_now, out var zulu).ShouldBeTrue();
        GoLayout.Rfc3339.TryParse("2026-03-04T07:59:59.123456789+02:00", s_now, out var offset).ShouldBeTrue();
        zulu.ShouldBe(1772603999123456789);
        offset.ShouldBe(zulu);
    }

    [TestCase("%Y-%Q")]
    [TestCase("%Y 1")]
    [TestCase("%S%L")]
    public void A_layout_that_the_real_one_refuses_is_refused(string layout) => Should.Throw<FormatException>(() => Strptime.ToGo(layout));

    private static long? Read(string layout, string text, TimeZoneInfo zone) =>
        GoLayout.Strptime(ConfigNode.Parse("c.yaml", $"layout: '{layout}'")["layout"], zone).TryParse(text, s_now, out var time) ? time : null;
}
