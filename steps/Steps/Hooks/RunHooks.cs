using NUnit.Framework;
using Reqnroll;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Steps.Hooks;

/// <summary>Opens the run before the first scenario and closes it after the last, unless the command line did.</summary>
[Binding]
public static class RunHooks
{
    private static ValidationRun? s_opened;

    [BeforeTestRun]
    public static async Task OpenAsync()
    {
        if (ValidationRun.IsOpen)
            return;
        var parameters = TestContext.Parameters;
        var settings = RunSettings.Parse(parameters.Names.Select(n => KeyValuePair.Create(n, parameters[n]!)), "TestRunParameters");
        s_opened = await ValidationRun.OpenAsync(settings, TestContext.Progress.WriteLine, CancellationToken.None);
    }

    [AfterTestRun]
    public static async Task CloseAsync()
    {
        if (s_opened is not null)
            await s_opened.DisposeAsync();
    }
}
