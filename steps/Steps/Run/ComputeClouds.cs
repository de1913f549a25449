using System.Collections.Concurrent;
using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.Run;

/// <summary>
/// The simulated clouds of a run. They live as long as the stack: Prometheus takes up to five seconds to see a new target, which no
/// scenario should wait for.
/// </summary>
public sealed class ComputeClouds : IAsyncDisposable
{
    private readonly ConcurrentQueue<ComputeCloud> _free;
    private readonly SemaphoreSlim _count;

    private ComputeClouds(ImmutableArray<ComputeCloud> clouds)
    {
        All = clouds;
        _free = new ConcurrentQueue<ComputeCloud>(clouds);
        _count = new SemaphoreSlim(clouds.Length);
    }

    /// <summary>All clouds, lent or not.</summary>
    public ImmutableArray<ComputeCloud> All { get; }

    /// <summary>Starts clouds <c>compute-1</c> and so on.</summary>
    public static async Task<ComputeClouds> StartAsync(int count, RunIdentity run, string directory, TimeProvider clock)
    {
        var clouds = ImmutableArray.CreateBuilder<ComputeCloud>();
        for (var i = 1; i <= count; i++)
            clouds.Add(await ComputeCloud.StartAsync($"compute-{i}", run, directory, clock));
        return new ComputeClouds(clouds.ToImmutable());
    }

    /// <summary>Borrows a cloud; waits while all are lent.</summary>
    public async Task<ComputeCloud> BorrowAsync(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        await _count.WaitAsync(deadline.Token);
        return _free.TryDequeue(out var cloud) ? cloud : throw new InvalidOperationException("The pool counts a cloud that it does not have.");
    }

    /// <summary>Gives a cloud back, empty.</summary>
    public async Task ReturnAsync(ComputeCloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        await cloud.ClearAsync();
        _free.Enqueue(cloud);
        _count.Release();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var cloud in All)
            await cloud.DisposeAsync();
        _count.Dispose();
    }
}
