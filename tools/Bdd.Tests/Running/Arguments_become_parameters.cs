using Reqnroll;
using Validation.Bdd.Running;
using Validation.Bdd.Tests.Generator;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
public sealed class Arguments_become_parameters
{
    [TestCase("42", typeof(int), "42")]
    [TestCase("-7", typeof(long), "-7")]
    [TestCase("0.5", typeof(double), "0.5")]
    [TestCase("1e3", typeof(double), "1000")]
    [TestCase("19.99", typeof(decimal), "19.99")]
    [TestCase("true", typeof(bool), "True")]
    [TestCase("dark red", typeof(ConsoleColor), "DarkRed")]
    [TestCase("00:01:30", typeof(TimeSpan), "00:01:30")]
    [TestCase("2026-01-02T03:04:05+01:00", typeof(DateTimeOffset), "01/02/2026 03:04:05 +01:00")]
    [TestCase("2026-01-02", typeof(DateOnly), "01/02/2026")]
    [TestCase("0f8fad5b-d9cb-469f-a165-70867728950e", typeof(Guid), "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [TestCase("http://a/b", typeof(Uri), "http://a/b")]
    [TestCase("5", typeof(int?), "5")]
    [TestCase("", typeof(int?), "")]
    [TestCase("text", typeof(object), "text")]
    public void By_the_standard_conversions(string text, Type type, string expected) =>
        Convert.ToString(ArgumentConverter.FromText(text, type), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);

    [TestCase("x", typeof(int), "\"x\" cannot become Int32: ")]
    [TestCase("300", typeof(byte), "\"300\" cannot become Byte: ")]
    [TestCase("3,5", typeof(int), "\"3,5\" cannot become Int32: ")]
    [TestCase("7", typeof(ConsoleColor), "\"7\" cannot become ConsoleColor: it is none of Black, DarkBlue, ")]
    [TestCase("x", typeof(Exception), "\"x\" cannot become Exception: there is no conversion; write a step argument transformation.")]
    public void Or_it_is_said_why_not(string text, Type type, string message) =>
        Should.Throw<BindingException>(() => ArgumentConverter.FromText(text, type)).Message.ShouldStartWith(message);

    [TestCase("12 s", null, "named 12", Description = "The lowest order goes first.")]
    [TestCase("anything", null, "any anything")]
    [TestCase("12 s", "upper", "UPPER 12 s", Description = "The name in braces decides.")]
    public async Task By_a_transformation(string text, string? name, string expected)
    {
        var value = await Converter().ConvertAsync(text, Type("Made"), name);
        value!.ToString().ShouldBe($"Made {{ Text = {expected} }}");
    }

    [Test]
    public async Task By_a_transformation_of_a_table()
    {
        var table = new DataTable("a");
        table.AddRow("1");
        (await Converter().ConvertAsync(table, typeof(int))).ShouldBe(1);
    }

    [Test]
    public async Task A_text_stays_a_text_unless_a_named_transformation_makes_one()
    {
        (await Converter().ConvertAsync("a", typeof(string))).ShouldBe("a");
        (await Converter().ConvertAsync("a", typeof(string), "loud")).ShouldBe("a!");
    }

    [Test]
    public async Task A_table_without_a_transformation_is_refused() =>
        (await Should.ThrowAsync<BindingException>(() => Converter().ConvertAsync(new DataTable("a"), typeof(Uri)))).Message
            .ShouldBe("A data table cannot become Uri; take a DataTable, or write a step argument transformation.");

    private static readonly System.Reflection.Assembly Steps = Compiler.Load("""
        using System.Threading.Tasks;
        using Reqnroll;

        public sealed record Made(string Text);

        [Binding]
        public sealed class Transformations
        {
            [StepArgumentTransformation(Order = 20)] public Made Any(string text) => new("any " + text);
            [StepArgumentTransformation(@"(\d+) s", Order = 10)] public async ValueTask<Made> Seconds(int seconds) { await Task.Yield(); return new("named " + seconds); }
            [StepArgumentTransformation(".*", Name = "upper", Order = 30)] public static Made Upper(string text) => new("UPPER " + text);
            [StepArgumentTransformation(".*", Name = "loud")] public string Loud(string text) => text + "!";
            [StepArgumentTransformation] public int Rows(DataTable table) => table.RowCount;
        }
        """);

    private static ArgumentConverter Converter() => new(BindingRegistry.Of([Steps]), new ObjectContainer());

    private static Type Type(string name) => Steps.GetType(name)!;
}
