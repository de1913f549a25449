using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Validation.Bdd.Samples;

namespace Validation.Bdd.Tests.Running;

/// <summary>Runs the sample features in this process, as the command line runs the real ones.</summary>
internal sealed class SampleRun
{
    private readonly Dictionary<string, ITestResult> _cases = new(StringComparer.Ordinal);

    private SampleRun(ITestResult result)
    {
        Result = result;
        Collect(result);
    }

    public ITestResult Result { get; }

    public IReadOnlyDictionary<string, ITestResult> Cases => _cases;

    public static SampleRun Start(TestFilter? filter = null)
    {
        Journal.Clear();
        SampleRun? run = null;
        // A thread of its own, so that this test's context and the run's do not mix.
        var thread = new Thread(() =>
        {
            var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
            runner.Load(typeof(Journal).Assembly, new Dictionary<string, object> { ["NumberOfTestWorkers"] = 4 });
            run = new SampleRun(runner.Run(TestListener.NULL, filter ?? TestFilter.Empty));
        });
        using (ExecutionContext.SuppressFlow())
        {
            thread.Start();
        }

        thread.Join();
        return run.ShouldNotBeNull();
    }

    private void Collect(ITestResult result)
    {
        if (!result.Test.IsSuite)
            _cases.Add(result.Name, result);
        foreach (var child in result.Children)
            Collect(child);
    }
}
