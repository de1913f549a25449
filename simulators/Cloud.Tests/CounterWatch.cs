using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud.Tests;

/// <summary>Holds that the counters of every process never decrease while it lives.</summary>
internal sealed class CounterWatch
{
    private Dictionary<(string Host, Guid Uuid, int Id), long[]> _last = [];

    public void Look(CloudModel model)
    {
        var (state, now) = model.Look();
        var seen = state.Hosts.Values.SelectMany(h => h.Domains.Active.Select(d => (Key: (h.Name, d.Uuid, d.Id), Counters: All(d, now))))
            .ToDictionary(p => p.Key, p => p.Counters);
        foreach (var (key, counters) in seen)
        {
            if (_last.TryGetValue(key, out var before))
                counters.Zip(before).ShouldAllBe(pair => pair.First >= pair.Second, $"{key}");
        }

        _last = seen;
    }

    private static long[] All(Domain domain, DateTimeOffset now)
    {
        var elapsed = domain.ElapsedAt(now);
        return
        [
            domain.CpuAt(elapsed).Time,
            .. domain.Vcpus.Select((_, i) => domain.VcpuAt(i, elapsed).Time),
            .. domain.Disks.SelectMany((_, i) => new[] { domain.DiskAt(i, elapsed).ReadBytes, domain.DiskAt(i, elapsed).WriteBytes }),
            .. domain.Nics.SelectMany((_, i) => new[] { domain.NicAt(i, elapsed).ReceiveBytes, domain.NicAt(i, elapsed).TransmitBytes }),
        ];
    }
}
