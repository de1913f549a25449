using System.Globalization;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.RandomLives;

/// <summary>Draws how a live migration goes.</summary>
internal sealed class Migrator(Random random, int failuresPerHundred)
{
    public string Begin(CloudModel model, Server server, string to)
    {
        var plan = new MigrationPlan
        {
            Queued = Milliseconds(2_000),
            Preparing = Milliseconds(4_000),
            Finishing = Milliseconds(3_000),
            Bandwidth = random.NextInt64(200_000_000, 3_000_000_000),
            DirtyRate = random.NextInt64(150_000_000),
            CopyDisks = random.Next(3) == 0,
            Fault = random.Next(100) < failuresPerHundred
                ? new MigrationFault((MigrationPhase)random.Next(3), Milliseconds(20_000))
                : null,
        };
        model.Migrate(server.Id, to, plan);
        var fails = plan.Fault is not { } fault ? ""
            : string.Create(CultureInfo.InvariantCulture, $", fails {fault.After.TotalSeconds} s after it began {fault.Phase.ToString().ToLowerInvariant()}");
        return $"from {server.Host} to {to}{fails}";
    }

    private TimeSpan Milliseconds(int most) => TimeSpan.FromMilliseconds(random.Next(most));
}
