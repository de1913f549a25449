namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>How files become lines.</summary>
internal sealed class LineTests
{
    private const string Plain = "include: ['{root}/*.log']\nstart_at: beginning\n";

    [Test]
    public async Task Blanks_around_a_line_and_empty_lines_are_left_out()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "  File \"y.py\"\t \r\n\n \t\nnext\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["File \"y.py\"", "next"]);
    }

    [Test]
    public async Task Blanks_stay_where_the_settings_say_so()
    {
        using var bench = new Bench(Plain + "preserve_leading_whitespaces: true\n");
        bench.Append("a.log", "  a \r\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["  a"]);
    }

    [Test]
    public async Task A_line_without_its_end_waits_half_a_second_for_it()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "begun, ");
        await bench.PassAsync(TimeSpan.FromMilliseconds(400));
        bench.Bodies.ShouldBeEmpty();
        bench.Append("a.log", "ended\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["begun, ended"]);
    }

    [Test]
    public async Task A_line_whose_end_does_not_come_is_taken_as_it_is_and_its_rest_is_another()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "begun");
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        bench.Append("a.log", "late\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["begun", "late"]);
    }

    [Test]
    public async Task A_line_that_grows_slowly_is_not_taken_before_it_rests()
    {
        using var bench = new Bench(Plain);
        for (var i = 0; i < 10; i++)
        {
            bench.Append("a.log", "x");
            await bench.PassAsync(TimeSpan.FromMilliseconds(400));
        }

        bench.Append("a.log", "\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["xxxxxxxxxx"]);
    }

    [Test]
    public async Task Without_a_force_flush_period_it_waits_for_ever()
    {
        using var bench = new Bench(Plain + "force_flush_period: 0\n");
        bench.Append("a.log", "begun");
        await bench.PassAsync(TimeSpan.FromSeconds(5));
        bench.Bodies.ShouldBeEmpty();
    }

    [Test]
    public async Task A_line_longer_than_max_log_size_is_cut_into_pieces()
    {
        using var bench = new Bench(Plain + "max_log_size: 4\n");
        bench.Append("a.log", "abcdefghij\nklmn\nop\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["abcd", "efgh", "ij", "klmn", "op"]);
    }

    [Test]
    public async Task Lines_longer_than_the_buffer_come_whole()
    {
        using var bench = new Bench(Plain);
        var line = new string('a', 300_000) + "!";
        bench.Append("a.log", $"x\n{line}\ny\n");
        await bench.PollAsync();
        bench.Bodies.ShouldBe(["x", line, "y"]);
    }

    [Test]
    public async Task Genestacks_max_log_size_cuts_a_line_of_more_than_a_mebibyte()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", new string('a', (1 << 20) + 5) + "\n");
        await bench.PollAsync();
        bench.Bodies.Select(b => b.Length).ShouldBe([1 << 20, 5]);
    }
}
