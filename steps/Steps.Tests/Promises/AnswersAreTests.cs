using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Sending;
using Validation.Steps.Promises;

namespace Validation.Steps.Tests.Promises;

public sealed class AnswersAreTests
{
    [Test]
    public void The_answer_that_keeps_the_exception_necessary_holds()
    {
        Rules("gRPC 12 Unimplemented", new Answer(Fate.Refused, "gRPC 12 Unimplemented", "unknown service")).ShouldBeEmpty();
        Rules("", Answer.None("Connection refused")).ShouldBeEmpty();
    }

    [Test]
    public void A_daemon_that_takes_them_makes_the_exception_needless()
    {
        var found = Check("HTTP 404", new Answer(Fate.Refused, "HTTP 404", ""), new Answer(Fate.Acknowledged, "HTTP 200", "")).Findings.ShouldHaveSingleItem();
        (found.Rule, found.Key).ShouldBe(("answer", "daemon/1-1"));
        found.Expected.ShouldBe("HTTP 404; else the exception is needless");
    }

    [Test]
    public void Anybody_who_answers_where_nobody_must_is_found() => Rules("", new Answer(Fate.Refused, "HTTP 400", "")).ShouldBe(["answer"]);

    [Test]
    public void No_answer_where_one_must_come_is_found() => Rules("HTTP 404", Answer.None("Connection refused")).ShouldBe(["answer"]);

    [Test]
    public void Nothing_sent_proves_nothing() => Rules("HTTP 404").ShouldBe(["none-sent"]);

    private static IEnumerable<string> Rules(string status, params Answer[] answers) => Check(status, answers).Findings.Select(f => f.Rule);

    private static Verdict Check(string status, params Answer[] answers) => AnswersAre.Check("metrics to the daemon", status, [.. answers.Select(Sent)]);

    private static Emission Sent(Answer answer, int place)
    {
        var range = new ItemRange("daemon", place, 1);
        return new Emission(new Sent<ItemRange>(place, range.Key, range, default, answer.Fate), answer);
    }
}
