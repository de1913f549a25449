using System.Runtime.CompilerServices;

namespace Validation.Steps.Run;

/// <summary>Something that happens at most once a run, when the first scenario asks for it: a stimulus that several scenarios examine.</summary>
/// <param name="make">Makes it. When it fails, all who asked are told the same.</param>
public sealed class OncePerRun<T>(Func<ValidationRun, Task<T>> make)
{
    private readonly ConditionalWeakTable<ValidationRun, Lazy<Task<T>>> _made = [];

    /// <summary>What it is in the open run.</summary>
    public Task<T> CurrentAsync() => _made.GetValue(ValidationRun.Current, run => new Lazy<Task<T>>(() => make(run))).Value;
}
