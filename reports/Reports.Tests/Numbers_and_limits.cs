using Validation.Reports.Html;

namespace Validation.Reports.Tests;

public class Numbers_and_limits
{
    [TestCase(0, "0 s")]
    [TestCase(0.4123, "0.412 s")]
    [TestCase(12.34, "12.3 s")]
    [TestCase(185, "3 min 05 s")]
    [TestCase(8040, "2 h 14 min")]
    [TestCase(-1, "0 s")]
    [TestCase(double.NaN, "unknown")]
    public void Durations_read_well(double seconds, string words) => Words.Seconds(seconds).ShouldBe(words);

    [TestCase(31.7, "s", "31.7 s")]
    [TestCase(1234567.0, "By", "1,234,567 By")]
    [TestCase(0.00001234, "1", "1.234E-05")]
    [TestCase(188, "1", "188")]
    public void Figures_read_well(double value, string unit, string words) => Words.Figure(value, unit).ShouldBe(words);

    [TestCase(5, null, null, true, "")]
    [TestCase(5, null, 5.0, true, "at most 5 s")]
    [TestCase(5.1, null, 5.0, false, "at most 5 s")]
    [TestCase(4.9, 5.0, null, false, "at least 5 s")]
    [TestCase(5, 5.0, 5.0, true, "exactly 5 s")]
    [TestCase(7, 5.0, 6.0, false, "5 s to 6 s")]
    [TestCase(double.NaN, 0.0, null, false, "at least 0 s")]
    public void Limits_are_kept_or_not(double value, double? atLeast, double? atMost, bool kept, string demanded) =>
        Limits.Of(Stream.Figure(value, atLeast, atMost)).ShouldBe(new Limits(kept, demanded));

    [TestCase(31.7, null, 30.0, "class=\"missed\"")]
    [TestCase(3, 1.0, 30.0, "class=\"kept\"")]
    [TestCase(-3, -5.0, null, "class=\"kept\"")]
    public void A_figure_is_drawn_on_its_scale(double value, double? atLeast, double? atMost, string mark) =>
        Drawn(value, atLeast, atMost).ShouldContain(mark);

    [TestCase(3, null, null)]
    [TestCase(double.NaN, null, 3.0)]
    [TestCase(double.PositiveInfinity, null, 3.0)]
    [TestCase(0, 0.0, 0.0)]
    [TestCase(double.MaxValue, double.MinValue, null)]
    public void A_figure_without_a_scale_is_not_drawn(double value, double? atLeast, double? atMost) =>
        Drawn(value, atLeast, atMost).ShouldBe("");

    private static string Drawn(double value, double? atLeast, double? atMost)
    {
        var page = new Page();
        EnvelopeBar.Write(page, Stream.Figure(value, atLeast, atMost));
        return page.ToString();
    }
}
