using System.Collections.Concurrent;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Bench.Libvirt;

/// <summary>
/// One scrape in the manner of the inovex exporter: a new connection, the list, each domain's description, then eight calls a
/// domain, four domains at a time; nine calls a domain in all.
/// </summary>
internal static class Scrape
{
    private const int AtOnce = 4;
    private const uint NoWait = 1u << 29;

    /// <returns>How many calls were answered well, and how many were refused.</returns>
    public static async Task<(int Answered, int Refused)> RunAsync(ServerProcess server, CancellationToken stop)
    {
        await using var client = await BenchClient.OpenAsync(server, stop);
        var domains = await ListAsync(client, stop);
        int answered = 0, refused = 0;
        async Task CallAsync(Procedure procedure, Action<XdrWriter> arguments)
        {
            if ((await client.AskAsync(procedure, arguments, stop)).IsOk)
                Interlocked.Increment(ref answered);
            else
                Interlocked.Increment(ref refused);
        }

        foreach (var domain in domains)
            await CallAsync(Procedure.DomainGetXmlDesc, w => Write(w, domain, 0));
        var left = new ConcurrentQueue<DomainReference>(domains);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (left.TryDequeue(out var domain))
            {
                await CallAsync(Procedure.DomainGetInfo, w => Write(w, domain));
                await CallAsync(Procedure.DomainIsActive, w => Write(w, domain));
                await CallAsync(Procedure.ConnectGetAllDomainStats, w => WriteStats(w, domain, StatsGroups.Block));
                await CallAsync(Procedure.ConnectGetAllDomainStats, w => WriteStats(w, domain, StatsGroups.Block));
                await CallAsync(Procedure.ConnectGetAllDomainStats, w => WriteStats(w, domain, StatsGroups.Interface));
                await CallAsync(Procedure.DomainGetJobInfo, w => Write(w, domain));
                await CallAsync(Procedure.ConnectGetAllDomainStats, w => WriteStats(w, domain, StatsGroups.Balloon));
                await CallAsync(Procedure.ConnectGetAllDomainStats, w => WriteStats(w, domain, StatsGroups.Vcpu));
            }
        }));
        return (answered, refused);
    }

    public static async Task<List<DomainReference>> ListAsync(BenchClient client, CancellationToken stop)
    {
        var answer = await client.AskAsync(Procedure.ConnectListAllDomains, w =>
        {
            w.Int(1);
            w.UInt(0);
        }, stop);
        return Read(answer.Payload.Span);
    }

    public static void WriteStats(XdrWriter to, DomainReference? domain, StatsGroups groups)
    {
        to.Int(domain is null ? 0 : 1);
        if (domain is { } one)
            to.Domain(one.Name, one.Uuid, one.Id);
        to.Int((int)groups);
        to.UInt(NoWait);
    }

    private static List<DomainReference> Read(ReadOnlySpan<byte> payload)
    {
        var reader = new XdrReader(payload);
        var domains = new List<DomainReference>();
        for (var count = reader.Int(); count > 0; count--)
            domains.Add(reader.Domain());
        return domains;
    }

    private static void Write(XdrWriter to, DomainReference domain, uint? flags = null)
    {
        to.Domain(domain.Name, domain.Uuid, domain.Id);
        if (flags is { } set)
            to.UInt(set);
    }
}
