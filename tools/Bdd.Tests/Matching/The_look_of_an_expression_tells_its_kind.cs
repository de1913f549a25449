using Validation.Bdd.Matching;

namespace Validation.Bdd.Tests.Matching;

[TestFixture]
public sealed class The_look_of_an_expression_tells_its_kind
{
    [TestCase("I do something", true)]
    [TestCase("", true)]
    [TestCase("I have {int} eggs", true)]
    [TestCase("I have {} eggs", true)]
    [TestCase("I have {int} eggs (.*)", true, Description = "A placeholder goes before a regex pattern.")]
    [TestCase("{Some.Name.Space.Colour} lamp", true)]
    [TestCase("egg(s)", true)]
    [TestCase("costs 5.0", true)]
    [TestCase("^I have {int} eggs", false)]
    [TestCase("I have {int} eggs$", false)]
    [TestCase("I have (.*) eggs", false)]
    [TestCase("I have .* eggs", false)]
    [TestCase("a (a+) b", false)]
    [TestCase(@"I have \d+ eggs", false)]
    [TestCase(@"costs 5\.0", false)]
    [TestCase(@"a (\d{2,3}) b.*", false, Description = "A quantifier is no placeholder.")]
    public void As_documented(string expression, bool isCucumber) => ExpressionDetection.IsCucumber(expression).ShouldBe(isCucumber);

    [Test]
    public void The_attribute_goes_before_the_look()
    {
        var types = new Dictionary<string, string> { [""] = ".*" };
        StepExpression.Parse("one (two|three)", ExpressionStyle.Regex, types).IsCucumber.ShouldBeFalse();
        StepExpression.Parse("a .* b", ExpressionStyle.Cucumber, types).Match("a .* b").ShouldNotBeNull();
    }
}
