using System.Globalization;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Lists of domains, and finding one.</summary>
internal static class ListProcedures
{
    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.ConnectNumOfDomains, static (Session session, ref XdrReader _, XdrWriter result) =>
            result.Int(session.Look().Host.Domains.ActiveCount));
        table.Add(Procedure.ConnectNumOfDefinedDomains, static (Session session, ref XdrReader _, XdrWriter result) =>
        {
            var domains = session.Look().Host.Domains;
            result.Int(domains.Count - domains.ActiveCount);
        });
        table.Add(Procedure.ConnectListDomains, ListActive);
        table.Add(Procedure.ConnectListDefinedDomains, ListInactive);
        table.Add(Procedure.ConnectListAllDomains, ListAll);
        table.Add(Procedure.DomainLookupById, LookupById);
        table.Add(Procedure.DomainLookupByName, LookupByName);
        table.Add(Procedure.DomainLookupByUuid, LookupByUuid);
    }

    private static void ListActive(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var most = Most(ref arguments);
        var count = result.Reserve();
        var listed = 0;
        foreach (var domain in session.Look().Host.Domains.Active.Take(most))
        {
            result.Int(domain.Id);
            listed++;
        }

        result.Fill(count, listed);
    }

    private static void ListInactive(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var most = Most(ref arguments);
        var count = result.Reserve();
        var listed = 0;
        foreach (var domain in session.Look().Host.Domains.All.Where(d => !d.IsActive).Take(most))
        {
            result.Text(domain.Name);
            listed++;
        }

        result.Fill(count, listed);
    }

    private static int Most(ref XdrReader arguments)
    {
        var most = arguments.Int();
        return most is >= 0 and <= Limits.Domains
            ? most
            : throw LibvirtException.Rpc(string.Create(CultureInfo.InvariantCulture, $"too many remote domains: {most} > {Limits.Domains}"));
    }

    private static void ListAll(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Flag();
        var filter = new DomainFilter(arguments.UInt());
        var place = result.Reserve();
        uint count = 0;
        foreach (var domain in session.Look().Host.Domains.All.Where(filter.Passes))
        {
            count++;
            if (wanted)
                result.Domain(domain.Name, domain.Uuid, domain.Id);
        }

        if (wanted && count > Limits.Domains)
            throw LibvirtException.Rpc(string.Create(CultureInfo.InvariantCulture, $"Too many domains '{count}' for limit '{Limits.Domains}'"));
        result.Fill(place, wanted ? (int)count : 0);
        result.UInt(count);
    }

    private static void LookupById(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var id = arguments.Int();
        Found(session.Look().Host.Domains.TryGet(id, out var domain) ? domain : null, $"no domain with matching id {id}", result);
    }

    private static void LookupByName(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var name = arguments.Text();
        Found(session.Look().Host.Domains.TryGet(name, out var domain) ? domain : null, $"no domain with matching name '{name}'", result);
    }

    private static void LookupByUuid(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var uuid = arguments.Uuid();
        Found(session.Look().Host.Domains.TryGet(uuid, out var domain) ? domain : null, $"no domain with matching uuid '{uuid}'", result);
    }

    private static void Found(Domain? domain, string otherwise, XdrWriter result)
    {
        if (domain is null)
            throw LibvirtException.NoDomain(otherwise);
        result.Domain(domain.Name, domain.Uuid, domain.Id);
    }
}
