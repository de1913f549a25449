using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Events;

/// <summary>Procedure 359: a migration begins another pass over the memory.</summary>
internal sealed record IterationEvent(Guid Uuid, string Name, int Id, int Iteration)
    : HostEvent(EventKind.MigrationIteration, Procedure.DomainEventCallbackMigrationIteration, Uuid, Name, Id)
{
    protected override void WriteRest(XdrWriter payload) => payload.Int(Iteration);
}

/// <summary>Procedure 363: a migration is done; told by its source.</summary>
internal sealed record JobCompletedEvent(Guid Uuid, string Name, int Id, JobReport Report)
    : HostEvent(EventKind.JobCompleted, Procedure.DomainEventCallbackJobCompleted, Uuid, Name, Id)
{
    protected override void WriteRest(XdrWriter payload)
    {
        var parameters = new ParameterWriter(payload);
        JobStats.Write(ref parameters, Report);
        parameters.Finish();
    }
}
