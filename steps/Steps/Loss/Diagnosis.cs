using Validation.Backends;
using Validation.Harness;

namespace Validation.Steps.Loss;

/// <summary>Adds to a verdict what can be found out about it, and never loses the verdict over it.</summary>
public static class Diagnosis
{
    /// <summary>
    /// What a look makes of a verdict. When a backend or a file cannot be read, or the time is over, the verdict with that beside it: it
    /// stays as bad as it is.
    /// </summary>
    /// <exception cref="OperationCanceledException">Somebody stopped us.</exception>
    public static async Task<Verdict> OfAsync(Verdict verdict, Func<Task<Verdict>> look, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(deadline);
        try
        {
            return await look();
        }
        catch (BackendException e)
        {
            return verdict.And(e.CannotTell($"{e.Backend} tells where it was lost"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException || IsLate(e, deadline))
        {
            return verdict.And(Verdict.CannotTell("it is told where it was lost", "counters and files", e.Message));
        }
    }

    private static bool IsLate(Exception e, Deadline deadline) => e is OperationCanceledException && deadline.Passed && !deadline.Stopped;
}
