using Validation.Harness;
using Validation.Harness.Items;
using Validation.Steps.Freshness;

namespace Validation.Steps.Tests.Freshness;

public sealed class FreshnessLaneTests
{
    private static readonly TimeProvider s_clock = TimeProvider.System;

    private static Task<Sent<ItemRange>> Emit(long seq) =>
        Task.FromResult(new Sent<ItemRange>(seq, $"s/{seq}", new ItemRange("s", seq, 1), s_clock.GetUtcNow(), Fate.Acknowledged));

    [Test]
    public async Task Each_item_is_emitted_once_and_what_is_answered_has_its_moment()
    {
        var emitted = new List<long>();
        using var deadline = Deadline.In(TimeSpan.FromSeconds(60), s_clock);
        var lane = new FreshnessLane("s", (seq, _) =>
        {
            emitted.Add(seq);
            return Emit(seq);
        }, (open, _) => Task.FromResult<IReadOnlyCollection<long>>(open));

        var arrivals = await lane.RunAsync(s_clock.GetUtcNow() - TimeSpan.FromMinutes(1), deadline);

        emitted.ShouldBe(Enumerable.Range(0, FreshnessLane.Count).Select(i => (long)i));
        arrivals.ShouldAllBe(a => a.AnswerableAt >= a.EmittedAt);
    }

    [Test]
    public async Task What_is_never_answered_has_none_and_the_deadline_ends_the_asking()
    {
        using var deadline = Deadline.In(TimeSpan.FromMilliseconds(500), s_clock);
        var lane = new FreshnessLane("s", (seq, _) => Emit(seq), (open, _) => Task.FromResult<IReadOnlyCollection<long>>([.. open.Where(i => i != 7)]));

        var arrivals = await lane.RunAsync(s_clock.GetUtcNow() - TimeSpan.FromMinutes(1), deadline);

        arrivals.Where(a => a.AnswerableAt is null).Select(a => a.Key).ShouldBe(["s/7"]);
    }
}
