using Validation.Steps.Logs;

namespace Validation.Steps.Tests.Logs;

public sealed class ProjectIdsTests
{
    private const string Request = "req-3f2a9c10-7b64-4e0e-9d35-5a1f0c2be001 6d1f0a7c000000000000000000000000";
    private const string One = "11111111111111111111111111111111";
    private const string Two = "22222222222222222222222222222222";

    [Test]
    public void The_project_of_most_lines_is_taken_from_their_brackets() => ProjectIds.MostFrequent(
        [$"INFO a [None {Request} {One} - - default default] x", $"INFO a [{Request} {Two} - default default] x", "INFO a [-] x", $"INFO a [{Request} {Two} - default default] y"])
        .ShouldBe(Two);

    [Test]
    public void Lines_that_are_about_no_project_prove_nothing() =>
        Should.Throw<InvalidOperationException>(() => ProjectIds.MostFrequent(["INFO a [-] x", "INFO a [None req-3f2a9c10-7b64-4e0e-9d35-5a1f0c2be001 - - - - - -] x"]));

    [TestCase("""{namespace="openstack", service_name="$service"} |= `$project_id`""", """{namespace="openstack", service_name="nova"} |= `p1`""")]
    [TestCase("""{service_name=~"nova|placement"} |~ `<my-project-id-here>`""", """{service_name=~"nova|placement"} |~ `p1`""")]
    public void The_documented_places_are_filled(string query, string filled) => ProjectIds.Filled(query, "nova", "p1").ShouldBe(filled);

    [TestCase("""{namespace="openstack"}""")]
    [TestCase("""{namespace="$namespace"} |= `$project_id`""")]
    public void A_query_with_no_place_or_with_another_is_not_asked(string query) => Should.Throw<InvalidOperationException>(() => ProjectIds.Filled(query, "nova", "p1"));
}
