using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Procedure 344: everything that can be counted, of many domains in one answer.</summary>
internal static class StatsProcedures
{
    public static void AddTo(ProcedureTable table) => table.AddHeavy(Procedure.ConnectGetAllDomainStats, GetAll);

    private static void GetAll(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var call = StatsCall.Read(ref arguments, out var wanted);
        var (host, now) = session.Look();
        var shape = new StatsShape(call.Supported(), call.Backing);
        var filter = new DomainFilter(call.Flags);
        var place = result.Reserve();
        var count = 0;
        foreach (var domain in wanted.Count == 0 ? host.Domains.All : There(host.Domains, wanted))
        {
            if (!filter.Passes(domain))
                continue;
            count++;
            // A domain that comes in from another host lets nobody at its monitor (VIR_ASYNC_JOB_MIGRATION_IN).
            var own = domain.Job is { Operation: JobOperation.MigrationIn } ? shape with { HasMonitor = false } : shape;
            DomainStats.Write(result, domain, now, session.Host.Faults.Shape(own, domain.Name));
        }

        result.Fill(place, count);
    }

    // A domain that is gone since the client listed it is left out, as libvirtd does.
    private static IEnumerable<Domain> There(DomainTable all, List<Guid> wanted)
    {
        foreach (var uuid in wanted)
        {
            if (all.TryGet(uuid, out var domain))
                yield return domain;
        }
    }
}
