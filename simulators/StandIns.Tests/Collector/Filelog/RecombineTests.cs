namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>Records that were one are joined.</summary>
internal sealed class RecombineTests
{
    private const string First = "{type: recombine, combine_field: body, source_identifier: 'attributes[\"log.file.path\"]', is_first_entry: 'body matches \"^\\\\d\"'";

    [Test]
    public async Task A_record_ends_where_the_next_starts_and_the_last_after_five_seconds()
    {
        using var bench = Make(First);
        bench.Append("a.log", "1 a\nb\nc\n2 d\n");
        await bench.PassAsync(TimeSpan.FromSeconds(4));
        bench.Bodies.ShouldBe(["1 a\nb\nc"]);
        await bench.PassAsync(TimeSpan.FromSeconds(3));
        bench.Bodies.ShouldBe(["1 a\nb\nc", "2 d"]);
    }

    [Test]
    public async Task Records_of_two_files_are_not_mixed()
    {
        using var bench = Make(First);
        for (var i = 0; i < 3; i++)
        {
            bench.Append("a.log", i == 0 ? "1 a\n" : "a\n");
            bench.Append("b.log", i == 0 ? "1 b\n" : "b\n");
            await bench.PollAsync();
        }

        await bench.PassAsync(TimeSpan.FromSeconds(7));
        bench.Bodies.Order().ShouldBe(["1 a\na\na", "1 b\nb\nb"]);
    }

    [Test]
    public async Task Without_the_source_they_are_mixed_as_in_the_real_one()
    {
        using var bench = Make(First.Replace("log.file.path", "no.such", StringComparison.Ordinal));
        bench.Append("a.log", "1 a\n");
        bench.Append("b.log", "b\n");
        await bench.PassAsync(TimeSpan.FromSeconds(7));
        bench.Bodies.ShouldBe(["1 a\nb"]);
    }

    [Test]
    public async Task A_record_that_the_condition_does_not_want_passes_by()
    {
        using var bench = Make(First + ", if: 'body != \"odd\"'");
        bench.Append("a.log", "1 a\nodd\nb\n");
        await bench.PassAsync(TimeSpan.FromSeconds(7));
        bench.Bodies.ShouldBe(["odd", "1 a\nb"]);
    }

    [Test]
    public async Task What_is_held_is_handed_on_at_the_end()
    {
        using var bench = Make(First);
        bench.Append("a.log", "1 a\nb\n");
        await bench.PollAsync();
        await bench.Engine.FinishAsync();
        bench.Bodies.ShouldBe(["1 a\nb"]);
    }

    [TestCase(", max_log_size: 6", new[] { "1 a\nbb\ncc", "dd" })]
    [TestCase(", max_batch_size: 3", new[] { "1 a\nbb\ncc", "dd" })]
    [TestCase(", max_batch_size: 2, overwrite_with: newest, combine_with: ' '", new[] { "1 a bb", "cc dd" })]
    [TestCase("", new[] { "1 a\nbb\ncc\ndd" })]
    public async Task A_record_that_is_too_big_is_handed_on_in_parts(string rule, string[] expected)
    {
        using var bench = Make(First + rule);
        bench.Append("a.log", "1 a\nbb\ncc\ndd\n");
        await bench.PassAsync(TimeSpan.FromSeconds(7));
        bench.Bodies.ShouldBe(expected);
    }

    [Test]
    public async Task A_hundred_records_of_which_none_starts_one_are_handed_on()
    {
        using var bench = Make(First);
        bench.Append("a.log", string.Concat(Enumerable.Repeat("x\n", 150)));
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        bench.Bodies.ShouldHaveSingleItem().Length.ShouldBe(199);
    }

    [Test]
    public async Task Too_many_sources_are_all_handed_on()
    {
        using var bench = Make(First + ", max_sources: 1");
        bench.Append("a.log", "1 a\n");
        bench.Append("b.log", "1 b\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["1 a"]);
        bench.Log.ShouldContain(l => l.Contains("Too many sources", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_last_may_be_known_instead_of_the_first()
    {
        using var bench = Make("{type: recombine, combine_field: body, is_last_entry: 'body endsWith \".\"', combine_with: ''");
        bench.Append("a.log", "a\nb.\nc.\nd\n");
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        bench.Bodies.ShouldBe(["ab.", "c."]);
    }

    private static Bench Make(string recombine) =>
        new($"include: ['{{root}}/*.log']\nstart_at: beginning\ninclude_file_path: true\noperators:\n- {recombine}}}\n");
}
