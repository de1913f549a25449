using Validation.Harness;

namespace Validation.Bench.Signals.Tests;

internal sealed class BenchSignalsTests
{
    [Test]
    public void Its_arguments_are_understood()
    {
        BenchOptions.Parse([]).ShouldBe(new BenchOptions(false, 100_000, 10_000_000, null));
        BenchOptions.Parse(["sink"]).Sink.ShouldBeTrue();
        BenchOptions.Parse(["--items", "5000", "--lines", "2000"]).ShouldBe(new BenchOptions(false, 5_000, 2_000, null));
    }

    [TestCase("--items")]
    [TestCase("--items", "10")]
    [TestCase("--lines", "many")]
    [TestCase("--k6", "/nowhere/k6")]
    [TestCase("--nosuch")]
    public void An_argument_that_makes_no_sense_is_bad_input(params string[] args) =>
        Should.Throw<BadInputException>(() => BenchOptions.Parse(args)).Message.ShouldContain("use [sink]");

    [Test]
    public async Task A_small_bench_sends_to_a_sink_of_its_own_and_verifies_what_it_sent()
    {
        using var deadline = Deadline.In(TimeSpan.FromMinutes(2), TimeProvider.System);

        (await BenchSignals.RunAsync(["--items", "1000", "--lines", "10000"], deadline.Token)).ShouldBe(0);
    }
}
