using Reqnroll;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
public sealed class Tables_become_objects
{
    [Test]
    public void Records_by_their_constructor() => Table(["name", "COUNT", "Started at", "Level"], ["a", "1", "2026-01-02T03:04:05Z", "high"])
        .CreateInstance<Job>().ShouldBe(new Job("a", 1, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Level.High));

    [Test]
    public void What_may_be_missing_may_be_missing()
    {
        var job = Table(["Name", "Count"], ["a", "1"]).CreateInstance<Job>();
        job.ShouldBe(new Job("a", 1, null, Level.Low));
        job.Note.ShouldBeNull();
    }

    [Test]
    public void Constructor_and_properties_together() =>
        Table(["Name", "Count", "Note"], ["a", "1", "n"]).CreateInstance<Job>().Note.ShouldBe("n");

    [Test]
    public void Vertical_tables()
    {
        Table(["Field", "Value"], ["Name", "a"], ["Count", "1"]).CreateInstance<Job>().Count.ShouldBe(1);
        Table(["what", "which"], ["Name", "a"], ["Count", "1"]).CreateInstance<Job>().Count.ShouldBe(1);
        Table(["Name", "Count"], ["Name", "1"]).CreateInstance<Job>().Name.ShouldBe("Name", "the header names members, so the table is horizontal");
    }

    [Test]
    public void Classes_with_properties_and_fields()
    {
        var plain = Table(["Pause", "Tags", "Field", "Maybe"], ["00:00:05", "a, b", "1.5", ""]).CreateInstance<Plain>();
        plain.Pause.ShouldBe(TimeSpan.FromSeconds(5));
        plain.Tags.ShouldBe(["a", "b"]);
        plain.Field.ShouldBe(1.5);
        plain.Maybe.ShouldBeNull();
    }

    [Test]
    public void Tuples_by_position() => Table(["x", "y"], ["a", "1"], ["b", "2"]).CreateSet<(string, int)>().ShouldBe([("a", 1), ("b", 2)]);

    [Test]
    public void A_column_that_is_no_member_is_an_error() => Message(() => Table(["Name", "Count", "Colour"], ["a", "1", "red"]).CreateInstance<Job>())
        .ShouldBe("The column \"Colour\" is no member of Job, which has Count, Level, Name, Note, StartedAt; correct the column's name or remove it.");

    [Test]
    public void A_member_that_must_be_there_is_an_error() => Message(() => Table(["Name"], ["a"]).CreateInstance<Job>())
        .ShouldBe("The table has no column for Count of Job; add it.");

    [Test]
    public void A_cell_that_does_not_fit_is_named_with_its_row() => Message(() => Table(["Name", "Count"], ["a", "1"], ["b", "many"]).CreateSet<Job>())
        .ShouldStartWith("Column \"Count\" of row 2: \"many\" cannot become Int32: ");

    [Test]
    public void One_object_is_made_of_one_row() => Message(() => Table(["Name", "Count", "Note"], ["a", "1", ""], ["b", "2", ""]).CreateInstance<Job>())
        .ShouldBe("One Job is made of one row, and the table has 2; take CreateSet for more.");

    [Test]
    public void A_tuple_needs_as_many_columns() => Message(() => Table(["x"], ["a"]).CreateSet<(string, int)>())
        .ShouldBe("The tuple has 2 items and the table 1 columns; both must be the same, at most 7.");

    [Test]
    public void Cells_are_found_by_column_and_by_place()
    {
        var row = Table(["a", "b"], ["1", "2"]).Rows[0];
        row["b"].ShouldBe("2");
        row[0].ShouldBe("1");
        row.ToDictionary(c => c.Key, c => c.Value).ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Should.Throw<KeyNotFoundException>(() => row["c"]).Message.ShouldBe("The table has no column \"c\"; it has a, b.");
    }

    [Test]
    public void Two_columns_of_one_name_are_refused() => Should.Throw<ArgumentException>(() => new DataTable("a", "a")).Message.ShouldContain("two columns \"a\"");

    [Test]
    public void A_table_looks_as_in_the_feature() => Table(["a", "b"], ["1", "2"]).ToString().ShouldBe("| a | b |\n| 1 | 2 |");

    private static string Message(Func<object> make) => Should.Throw<BindingException>(make).Message;

    private static DataTable Table(string[] header, params string[][] rows)
    {
        var table = new DataTable(header);
        foreach (var row in rows)
            table.AddRow(row);
        return table;
    }

    private enum Level
    {
        Low,
        High,
    }

    private sealed record Job(string Name, int Count, DateTimeOffset? StartedAt, Level Level = Level.Low)
    {
        public string? Note { get; init; }
    }

    private sealed class Plain
    {
        public double Field = -1;

        public TimeSpan Pause { get; set; }

        public IReadOnlyList<string> Tags { get; set; } = [];

        public int? Maybe { get; set; } = 1;
    }
}
