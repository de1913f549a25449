using Validation.Bdd.Matching;

namespace Validation.Bdd.Tests.Matching;

[TestFixture]
public sealed class Expressions_match_what_their_documentation_says
{
    private static readonly Dictionary<string, string> Types = new BindingCatalog(
        EquatableArray<StepDefinition>.Empty,
        new ParameterType[]
        {
            new("my_version", @"v(\d+)\.(\d+)"),
            ParameterType.OfEnum("Colour", ["Green", "DarkRed"]),
        }.ToEquatable(),
        EquatableArray<BindingFault>.Empty).Patterns().ToDictionary();

    [TestCase("I do something", "I do something")]
    [TestCase("I have {int} cucumbers", "I have 42 cucumbers", "42")]
    [TestCase("I have {int} cucumbers", "I have -1 cucumbers", "-1")]
    [TestCase("{long} bytes", "9223372036854775807 bytes", "9223372036854775807")]
    [TestCase("{byte} bytes", "255 bytes", "255")]
    [TestCase("takes {double} s", "takes 0.25 s", "0.25")]
    [TestCase("takes {double} s", "takes .5 s", ".5")]
    [TestCase("takes {double} s", "takes -3 s", "-3")]
    [TestCase("takes {float} s", "takes 1e-3 s", "1e-3")]
    [TestCase("costs {decimal}", "costs 19.99", "19.99")]
    [TestCase("a user {string}", "a user \"Marvin\"", "Marvin")]
    [TestCase("a user {string}", "a user 'Zaphod Beeblebrox'", "Zaphod Beeblebrox")]
    [TestCase("a user {string}", "a user \"\"", "")]
    [TestCase("a user {string}", "a user \"it's\"", "it's")]
    [TestCase("a user {string}", "a user \"say \\\"hi\\\"\"", "say \"hi\"")]
    [TestCase("a user {word}", "a user Marvin", "Marvin")]
    [TestCase("a user {}", "a user of any kind", "of any kind")]
    [TestCase("{string} and {string}", "\"a\" and \"b\"", "a", "b")]
    [TestCase("the lamp is {Colour}", "the lamp is green", "green")]
    [TestCase("the lamp is {Colour}", "the lamp is dark red", "dark red")]
    [TestCase("the lamp is {Colour}", "the lamp is DarkRed", "DarkRed")]
    [TestCase("release {my_version} of {word}", "release v1.2 of tempo", "v1.2", "tempo")]
    [TestCase("{int} cucumber(s)", "1 cucumber", "1")]
    [TestCase("{int} cucumber(s)", "8 cucumbers", "8")]
    [TestCase("in my belly/tummy", "in my tummy")]
    [TestCase("in my belly/tummy", "in my belly")]
    [TestCase("one/two/three things", "three things")]
    [TestCase("cat(s)/dog(s) run", "dogs run")]
    [TestCase(@"within \{int} s", "within {int} s")]
    [TestCase(@"rate\(x\) of 5\/s", "rate(x) of 5/s")]
    [TestCase("costs 5.0 (maybe)", "costs 5.0 maybe")]
    [TestCase("at {int}%", "at 5%", "5")]
    [TestCase("^I have (.*) left$", "I have 3 eggs left", "3 eggs")]
    [TestCase(@"(\d+) of (\d+) pages", "3 of 7 pages", "3", "7")]
    [TestCase(@"^(?:an?|the) item( in stock)?$", "an item", "")]
    [TestCase("^a|b$", "b")]
    [TestCase("on host/node{int}", "on node7", "7")]
    public void It_matches(string expression, string text, params string[] arguments) => Match(expression, text).ShouldBe(arguments);

    [TestCase("I do something", "I do something else")]
    [TestCase("I do something", "i do something")]
    [TestCase("I do something", "So I do something")]
    [TestCase("I do something", "I do something\n")]
    [TestCase("I have {int} cucumbers", "I have 4.2 cucumbers")]
    [TestCase("I have {int} cucumbers", "I have many cucumbers")]
    [TestCase("{byte} bytes", "-1 bytes")]
    [TestCase("takes {double} s", "takes . s")]
    [TestCase("takes {double} s", "takes 1. s")]
    [TestCase("a user {string}", "a user Marvin")]
    [TestCase("a user {string}", "a user \"Marvin'")]
    [TestCase("a user {string}", "a user \"a\" and \"b\"")]
    [TestCase("a user {word}", "a user Zaphod Beeblebrox")]
    [TestCase("the lamp is {Colour}", "the lamp is blue")]
    [TestCase("the lamp is {Colour}", "the lamp is dark  red")]
    [TestCase("release {my_version}", "release 1.2")]
    [TestCase("in my belly/tummy", "in my belly/tummy")]
    [TestCase("cat(s)", "cat(s)")]
    [TestCase("costs 5.0", "costs 5x0")]
    [TestCase("^I have (.*) left$", "Today I have 3 left")]
    [TestCase("^a|b$", "ab")]
    public void It_does_not_match(string expression, string text) => Match(expression, text).ShouldBeNull();

    [TestCase("a {colour} lamp", "there is no parameter type {colour}; known are Colour, DateTime, Guid, byte, decimal, double, float, int, long, my_version, string, word (column 3 of \"a {colour} lamp\")")]
    [TestCase("an {int lamp", @"the brace is not closed; write \{ if it is text (column 4 of ""an {int lamp"")")]
    [TestCase("a (lamp", @"the parenthesis is not closed; write \( if it is text (column 3 of ""a (lamp"")")]
    [TestCase("a () lamp", @"optional text is empty; write \( for a parenthesis (column 3 of ""a () lamp"")")]
    [TestCase("a ({int}) lamp", @"optional text cannot hold '{'; write a backslash before it if it is text (column 4 of ""a ({int}) lamp"")")]
    [TestCase("and /or", @"an alternative needs text; write \/ for a slash (column 5 of ""and /or"")")]
    [TestCase("and or/", @"an alternative needs text; write \/ for a slash (column 5 of ""and or/"")")]
    [TestCase("(s)/x", @"an alternative needs text; write \/ for a slash (column 1 of ""(s)/x"")")]
    [TestCase("{int}/x", @"an alternative needs text; write \/ for a slash (column 6 of ""{int}/x"")")]
    [TestCase("x/{int}", @"an alternative needs text; write \/ for a slash (column 1 of ""x/{int}"")")]
    [TestCase(@"a \b", @"a backslash stands only before ( ) { } / or \ (column 3 of ""a \b"")")]
    [TestCase("^a (b$", "\"^a (b$\" is no regular expression: Invalid pattern '^a (b$' at offset 6. Not enough )'s.")]
    public void What_is_no_expression_is_refused_with_its_place(string expression, string message) =>
        Should.Throw<BadExpressionException>(() => Match(expression, "")).Message.ShouldBe(message);

    private static string[]? Match(string expression, string text) =>
        StepExpression.Parse(expression, ExpressionStyle.Detected, Types).Match(text)?.Select(a => a.Text).ToArray();
}
