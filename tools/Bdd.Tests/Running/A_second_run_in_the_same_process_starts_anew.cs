using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Validation.Bdd.Samples;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
[NonParallelizable]
public sealed class A_second_run_in_the_same_process_starts_anew
{
    [Test]
    public void With_hooks_that_run_once_in_each_and_a_category_that_selects()
    {
        for (var i = 0; i < 2; i++)
        {
            var run = SampleRun.Start(TestFilter.FromXml("<filter><cat>special</cat></filter>"));
            run.Cases.Keys.ShouldBe(["One is added"]);
            run.Result.ResultState.ShouldBe(ResultState.Success);
            Journal.Of("run").ShouldBe(["before", "after, made in BeforeTestRun"]);
        }
    }
}
