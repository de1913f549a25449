using Validation.Backends;
using Validation.Harness;

namespace Validation.Steps.Support;

/// <summary>One look at a backend that may not answer.</summary>
public static class Looking
{
    /// <summary>The verdict of a look; unknown, with the exchange as evidence, when the backend gave no answer that can be used.</summary>
    public static async Task<Verdict> AskAsync(Func<Deadline, Task<Verdict>> look, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(look);
        try
        {
            return await look(deadline);
        }
        catch (BackendException e)
        {
            return e.CannotTell($"{e.Backend} answers");
        }
    }
}
