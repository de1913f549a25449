namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>Requests that nobody in his right mind sends: each is refused in words, and the next one is answered.</summary>
public sealed class HostileRequestTests
{
    // Each of these ended the program: its parser called itself until the stack was full.
    [TestCase("{", "(", 8000)]
    [TestCase("{", "!", 8000)]
    [TestCase("{", "-", 8000)]
    [TestCase("{1=", "1^", 4000)]
    [TestCase("", "(", 8000)]
    public async Task A_query_that_is_nested_too_deep_is_refused(string before, string part, int times) =>
        (await new TempoBench().GetAsync("/api/search?q=" + Uri.EscapeDataString(before + string.Concat(Enumerable.Repeat(part, times)))))
            .ShouldBe("400 invalid TraceQL query: the stand-in for Tempo does not know queries that are nested so deep");

    [TestCase("{", "(", ".a=1", ")", "}")]
    [TestCase("", "(", "{.a=1}", ")", "")]
    [TestCase("{", "!", "true", "", "}")]
    public async Task One_that_is_nested_as_people_do_is_answered(string first, string before, string middle, string after, string last)
    {
        var query = first + string.Concat(Enumerable.Repeat(before, 100)) + middle + string.Concat(Enumerable.Repeat(after, 100)) + last;

        (await new TempoBench().GetAsync("/api/search?q=" + Uri.EscapeDataString(query))).ShouldStartWith("200 ");
    }

    [TestCase("/api/search?q=%7Bduration%3E9999999999999999h%7D")]
    [TestCase("/api/search?minDuration=99999999999h")]
    [TestCase("/api/metrics/query_range?q=%7B%7D%7Crate()&start=1795369000&end=1795370000&step=99999999999h")]
    [TestCase("/api/metrics/query_range?q=%7B%7D%7Crate()&start=1795369000&end=1795370000&step=1e300")]
    [TestCase("/api/metrics/query_range?q=%7B%7D%7Crate()&start=99999999999999999999&end=1795370000")]
    [TestCase("/api/metrics/query_range?q=%7B%7D%7Crate()&start=1795369000&end=1795370000&step=0.000000001")]
    [TestCase("/api/metrics/query_range?q=%7B%7D%7Crate()&start=1795369000&end=1795370000&step=1e-12")]
    public async Task A_number_that_Go_cannot_count_is_refused(string request) => (await new TempoBench().GetAsync(request)).ShouldStartWith("400 ");
}
