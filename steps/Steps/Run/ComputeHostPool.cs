using System.Collections.Concurrent;
using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.Run;

/// <summary>
/// The compute hosts of a run. They live as long as the stack: Prometheus takes up to five seconds to see a new target, which no
/// scenario should wait for.
/// </summary>
public sealed class ComputeHostPool : IAsyncDisposable
{
    private readonly ConcurrentQueue<ComputeHost> _free;
    private readonly SemaphoreSlim _count;

    private ComputeHostPool(ImmutableArray<ComputeHost> hosts)
    {
        Hosts = hosts;
        _free = new ConcurrentQueue<ComputeHost>(hosts);
        _count = new SemaphoreSlim(hosts.Length);
    }

    /// <summary>All hosts, lent or not.</summary>
    public ImmutableArray<ComputeHost> Hosts { get; }

    /// <summary>Starts hosts <c>compute-1</c> and so on.</summary>
    public static async Task<ComputeHostPool> StartAsync(int count, RunIdentity run, string directory, TimeProvider clock)
    {
        var hosts = ImmutableArray.CreateBuilder<ComputeHost>();
        for (var i = 1; i <= count; i++)
            hosts.Add(await ComputeHost.StartAsync($"compute-{i}", run, directory, clock));
        return new ComputeHostPool(hosts.ToImmutable());
    }

    /// <summary>Borrows a host; waits while all are lent.</summary>
    public async Task<ComputeHost> BorrowAsync(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        await _count.WaitAsync(deadline.Token);
        return _free.TryDequeue(out var host) ? host : throw new InvalidOperationException("The pool counts a host that it does not have.");
    }

    /// <summary>Gives a host back, empty.</summary>
    public async Task ReturnAsync(ComputeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        await host.ClearAsync();
        _free.Enqueue(host);
        _count.Release();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
            await host.DisposeAsync();
        _count.Dispose();
    }
}
