using Validation.Backends.Prometheus;
using Validation.Harness;
using Validation.Steps.Support;

namespace Validation.Steps.Tests;

public sealed class LookingTests
{
    [Test]
    public async Task A_backend_that_does_not_answer_makes_the_claim_unknown()
    {
        // Port 1 of the loopback: nobody listens there.
        using var prometheus = new PrometheusClient(new Uri("http://127.0.0.1:1/"));
        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System);

        var verdict = await Looking.AskAsync(async d => Verdict.Of((await prometheus.BuildInfoAsync(d)).Value.Version, []), deadline);

        verdict.Outcome.ShouldBe(Outcome.Unknown);
        verdict.Claim.ShouldBe("Prometheus answers");
        verdict.Evidence.ShouldNotBeEmpty();
    }

    [Test]
    public async Task What_is_no_answer_of_a_backend_is_not_hidden()
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System);

        await Should.ThrowAsync<InvalidOperationException>(() => Looking.AskAsync(_ => throw new InvalidOperationException("a defect"), deadline));
    }
}
