using System.Collections.Immutable;
using System.Text.Json;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Tests.Logs;

/// <summary>A record that the contract expects.</summary>
internal sealed record SampleRecord(string Body, string? Severity, string From, ImmutableSortedDictionary<string, string> Fields,
    ImmutableArray<string> Parsers);

/// <summary>A sample of the contract (<c>fixtures/Contract/Data/logs.yaml</c>).</summary>
internal sealed record Sample(string Id, string Path, string Receiver, string? Service, ImmutableArray<string> Lines,
    ImmutableArray<SampleRecord> Records)
{
    public static ImmutableArray<Sample> All { get; } =
        JsonSerializer.Deserialize<ImmutableArray<Sample>>(File.ReadAllText(Genestack.Data("samples.json")), JsonSerializerOptions.Web);

    public static IEnumerable<string> OpenStackIds => All.Where(s => s.Receiver == "filelog/openstack").Select(s => s.Id);

    public static Sample Of(string id) => All.Single(s => s.Id == id);

    /// <summary>The lines as a container writes them.</summary>
    public IEnumerable<WrittenLine> Written => Lines.Select((l, i) => new WrittenLine(i, 1_000_000_000 + i, false, l));

    public override string ToString() => Id;
}
