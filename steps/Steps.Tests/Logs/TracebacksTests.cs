using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Logs;

namespace Validation.Steps.Tests.Logs;

public sealed class TracebacksTests
{
    [Test]
    public void A_traceback_as_Python_prints_it_is_one_record_of_several_lines() =>
        Bodies("traceback without prefix").Count(b => b.Contains("\nTraceback (most recent call last):\n", StringComparison.Ordinal)).ShouldBeGreaterThan(30);

    [Test]
    public void A_traceback_with_prefix_has_no_record_of_several_lines()
    {
        var bodies = Bodies("oslo, traceback with prefix").ToList();
        bodies.Count(b => b.Contains("Traceback (most recent call last):", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        bodies.ShouldAllBe(b => !b.Contains('\n'));
    }

    [Test]
    public void A_format_that_the_program_does_not_write_is_bad_input() =>
        Should.Throw<BadInputException>(() => Tracebacks.Of(LogSource.Of("coredns"), "apache")).Message.ShouldContain("coredns");

    private static IEnumerable<string> Bodies(string format)
    {
        var stream = new LogStream(new NumberedItems(new Seed(3), "t"), Tracebacks.Of(LogSource.Of("cinder-volume"), format),
            DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromMilliseconds(1));
        return Enumerable.Range(0, 200).Select(seq => stream.Record(seq).Expected.Single().Body);
    }
}
