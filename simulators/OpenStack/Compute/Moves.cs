using System.Collections.Concurrent;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>
/// Ends the live migrations that were asked for through the API, after the time that each takes. Those that a scenario
/// begins with the cloud itself it ends itself.
/// </summary>
internal sealed class Moves(CloudModel cloud, TimeProvider time, TimeSpan takes) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, ITimer> _timers = new();

    /// <summary>Ends the move of a server in time.</summary>
    public void Finish(Guid server)
    {
        if (takes == TimeSpan.Zero)
        {
            cloud.EndMigration(server);
            return;
        }

        var number = cloud.State.Estate.Migrations.Last(m => m.Server.Id == server).Number;
        var timer = time.CreateTimer(_ => End(server, number), null, takes, Timeout.InfiniteTimeSpan);
        _timers.AddOrUpdate(server, timer, (_, old) =>
        {
            old.Dispose();
            return timer;
        });
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values)
            timer.Dispose();
    }

    private void End(Guid server, long number)
    {
        if (_timers.TryRemove(server, out var timer))
            timer.Dispose();
        if (cloud.State.Estate.Migrations.LastOrDefault(m => m.Server.Id == server) is not { Status: "running" } move || move.Number != number)
            return;
        try
        {
            cloud.EndMigration(server);
        }
        catch (CloudException e) when (e.Refusal is Refusal.Conflict or Refusal.NotFound)
        {
            // It was given up or deleted at this very moment: there is no move any more that could be ended.
        }
    }
}
