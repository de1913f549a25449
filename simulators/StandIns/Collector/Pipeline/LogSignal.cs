using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>Logs.</summary>
internal sealed class LogSignal() : Signal<ExportLogsServiceRequest>(Signals.Logs, "log_records")
{
    /// <inheritdoc/>
    public override int Count(ExportLogsServiceRequest batch) => batch.ResourceLogs.Sum(CountOf);

    /// <inheritdoc/>
    public override void Append(ExportLogsServiceRequest to, ExportLogsServiceRequest from) => to.ResourceLogs.AddRange(from.ResourceLogs);

    /// <inheritdoc/>
    public override ExportLogsServiceRequest Take(ExportLogsServiceRequest from, int items)
    {
        var taken = new ExportLogsServiceRequest();
        Move(from.ResourceLogs, taken.ResourceLogs, ref items, CountOf, Split);
        return taken;
    }

    /// <inheritdoc/>
    public override IEnumerable<Resource> Resources(ExportLogsServiceRequest batch) => batch.ResourceLogs.Select(r => r.Resource ??= new Resource());

    /// <inheritdoc/>
    public override IEnumerable<(RepeatedField<KeyValue> Attributes, Resource Resource)> Attributes(ExportLogsServiceRequest batch) =>
        from resource in batch.ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        select (record.Attributes, resource.Resource ??= new Resource());

    /// <inheritdoc/>
    public override void SetSchema(ExportLogsServiceRequest batch, string url)
    {
        foreach (var resource in batch.ResourceLogs.Where(r => r.SchemaUrl.Length == 0))
            resource.SchemaUrl = url;
    }

    private static int CountOf(ResourceLogs resource) => resource.ScopeLogs.Sum(s => s.LogRecords.Count);

    private static ResourceLogs Split(ResourceLogs from, int items)
    {
        var part = new ResourceLogs { Resource = from.Resource?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.ScopeLogs, part.ScopeLogs, ref items, s => s.LogRecords.Count, Split);
        return part;
    }

    private static ScopeLogs Split(ScopeLogs from, int items)
    {
        var part = new ScopeLogs { Scope = from.Scope?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.LogRecords, part.LogRecords, items);
        return part;
    }
}
