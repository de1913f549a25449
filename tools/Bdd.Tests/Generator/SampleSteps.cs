namespace Validation.Bdd.Tests.Generator;

/// <summary>Bindings for the features of the generator's tests.</summary>
internal static class SampleSteps
{
    public const string Code = """
        using System.Threading.Tasks;
        using Reqnroll;

        namespace Sample.Steps;

        public enum Lamp { Green, DarkRed }

        public sealed record Span(int Seconds);

        [Binding]
        public sealed class PushSteps
        {
            [Given("a pushgateway")] public void Gateway() { }
            [Given("these jobs")] public void Jobs(DataTable table) { }
            [Given("this text")] public void Text(string text) { }
            [When("a batch job pushes {string} with {int} item(s)")] public Task Push(string what, int count) => Task.CompletedTask;
            [When("the lamp turns {Lamp}")] public void Turn(Lamp lamp) { }
            [When("{span} passes")] public void Passes(Span span) { }
            [Then(@"^(\d+) items are kept$")] public void Kept(int count) { }
            [StepDefinition("nothing happens")] public void Nothing() { }
            [StepArgumentTransformation(@"(\d+) s", Name = "span")] public Span Seconds(int seconds) => new(seconds);
        }
        """;
}
